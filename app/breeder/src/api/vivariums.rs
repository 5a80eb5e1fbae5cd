//! Vivariums: founding one, switching, what it says about itself.

use app_shared::{AppError, Onward};
use leptos::prelude::*;
use repti_model::{
    InvitationId, LogoId, VivariumId,
    media::{OwnLogo, PhotoRoom},
    vivarium::{InvitationOffer, VivariumProfile, VivariumSummary},
};
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use super::call::{core, media};
#[cfg(feature = "ssr")]
use app_shared::ssr::{onward, onward_anew, require_actor, require_info};

/// The vivariums that the person belongs to, by name.
///
/// # Errors
/// When nobody is signed in.
#[server(prefix = "/sfn/breeder", endpoint = "my_vivariums")]
pub async fn my_vivariums() -> Result<Vec<VivariumSummary>, AppError> {
    Ok(core()?.my_vivariums(&require_actor()?).await?)
}

/// Works in another vivarium from now on.
///
/// # Errors
/// Unless the person belongs to it.
#[server(prefix = "/sfn/breeder", endpoint = "switch_vivarium")]
pub async fn switch_vivarium(vivarium_id: VivariumId) -> Result<Onward, AppError> {
    core()?.switch_vivarium(&require_actor()?, vivarium_id).await?;
    Ok(onward_anew("/"))
}

/// Founds a vivarium and switches to it.
///
/// # Errors
/// Field errors.
#[server(prefix = "/sfn/breeder", endpoint = "create_vivarium")]
pub async fn create_vivarium(
    name: String,
    slug: Option<String>,
    time_zone: Option<String>,
) -> Result<Onward, AppError> {
    let form = repti_model::vivarium::NewVivarium {
        name,
        slug: slug.unwrap_or_default(),
        time_zone: time_zone.unwrap_or_default(),
    };
    core()?.create_vivarium(&require_actor()?, &form).await?;
    Ok(onward_anew("/"))
}

/// The profile of the active vivarium.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "vivarium_profile")]
pub async fn load_profile() -> Result<VivariumProfile, AppError> {
    Ok(core()?.vivarium_profile(&require_actor()?).await?)
}

/// The plan of the active vivarium, and how much of its room for photographs is taken.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "photo_room")]
pub async fn load_room() -> Result<PhotoRoom, AppError> {
    Ok(media()?.photo_room(&require_actor()?).await?)
}

/// The logo of the active vivarium, and whether its plan has one.
///
/// # Errors
/// When there is no active vivarium.
#[server(prefix = "/sfn/breeder", endpoint = "vivarium_logo")]
pub async fn load_logo() -> Result<OwnLogo, AppError> {
    Ok(media()?.own_logo(&require_actor()?).await?)
}

/// Takes this logo of this vivarium away.
///
/// # Errors
/// Unless the actor may change the public profile; a conflict where another vivarium is active by now, or another logo is there.
#[server(prefix = "/sfn/breeder", endpoint = "remove_vivarium_logo")]
pub async fn remove_logo(vivarium: VivariumId, logo: LogoId) -> Result<Onward, AppError> {
    let seen = repti_model::media::LogoSeen { vivarium, logo: Some(logo), taken_down: false };
    media()?.remove_logo(&require_actor()?, Some(seen)).await?;
    Ok(onward("/vivarium?note=logo-removed"))
}

/// Saves the profile against the version that was read.
///
/// # Errors
/// Field errors; a conflict with what stands there now.
#[server(prefix = "/sfn/breeder", endpoint = "update_vivarium")]
pub async fn update_vivarium(
    name: String,
    slug: String,
    about: Option<String>,
    location: Option<String>,
    website: Option<String>,
    // A box that isn't ticked isn't sent.
    listed: Option<String>,
    time_zone: String,
    code_template: String,
    version: i32,
) -> Result<Onward, AppError> {
    let form = VivariumProfile {
        name,
        slug,
        about: about.unwrap_or_default(),
        location: location.unwrap_or_default(),
        website: website.unwrap_or_default(),
        listed: listed.is_some(),
        time_zone,
        code_template,
        version,
    };
    core()?.update_vivarium(&require_actor()?, &form).await?;
    Ok(onward("/vivarium?note=saved"))
}

/// The open invitations to the person's own address.
///
/// # Errors
/// When nobody is signed in.
#[server(prefix = "/sfn/breeder", endpoint = "my_invitations")]
pub async fn my_invitations() -> Result<Vec<InvitationOffer>, AppError> {
    Ok(core()?.my_invitations(&require_actor()?).await?)
}

/// An invitation and who looks at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenOffer {
    /// What is offered.
    pub offer: InvitationOffer,
    /// Whether it went to the address of whoever is signed in.
    pub mine: bool,
}

/// What an invitation's link offers, to whoever holds the link.
///
/// # Errors
/// When it was answered, taken back, or has expired.
#[server(prefix = "/sfn/breeder", endpoint = "invitation_offer")]
pub async fn load_offer(token: String) -> Result<OpenOffer, AppError> {
    let offer = core()?.invitation_offer(&token).await?;
    let mine = match require_info()?.actor {
        Some(actor) => core()?.my_invitations(&actor).await?.iter().any(|mine| mine.id == offer.id),
        None => false,
    };
    Ok(OpenOffer { offer, mine })
}

/// Joins by an invitation's link.
///
/// # Errors
/// When the invitation went to another address.
#[server(prefix = "/sfn/breeder", endpoint = "accept_invitation")]
pub async fn accept_invitation(token: String) -> Result<Onward, AppError> {
    core()?.accept_invitation(&require_actor()?, &token).await?;
    Ok(onward_anew("/"))
}

/// Joins from the list of the own invitations.
///
/// # Errors
/// For what isn't addressed to the person.
#[server(prefix = "/sfn/breeder", endpoint = "accept_my_invitation")]
pub async fn accept_my_invitation(id: InvitationId) -> Result<Onward, AppError> {
    core()?.accept_invitation_by_id(&require_actor()?, id).await?;
    Ok(onward_anew("/"))
}

/// Turns an invitation down.
///
/// # Errors
/// For what isn't addressed to the person.
#[server(prefix = "/sfn/breeder", endpoint = "decline_invitation")]
pub async fn decline_invitation(id: InvitationId) -> Result<Onward, AppError> {
    core()?.decline_invitation(&require_actor()?, id).await?;
    Ok(onward("/welcome?note=declined"))
}
