//! A vivarium's own logo: sent, shown, taken away. The picture first, the row last; what is left between the two, the sweep takes away.

mod seen;

use crate::{
    Asked, Media, MediaError, Result, Served,
    address::Target,
    keys,
    store::{self, logo::Kept},
};
use bytes::Bytes;
use jiff::Timestamp;
use repti_core::{
    audit::{self, AuditEntry},
    plans::{list_plans, plan_of},
};
use repti_db::{Scope, Tx};
use repti_model::{
    Action, Actor, ErrorCode, LogoId, Problem, VivariumId,
    media::{LogoFile, LogoSeen, OwnLogo},
};
use repti_picture::{Logo, NoLogo};
use repti_storage::Key;
use sha2::{Digest, Sha256};

/// How it is called at the media host.
const ENDING: &str = ".png";
/// Objects that are asked for at once.
const PAGE: usize = 1_000;

/// A logo as papers know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaperLogo {
    /// The name of its bytes: another picture has another.
    pub id: LogoId,
    /// Follows from the picture, so that a paper with the same one stays the same.
    pub mark: String,
}

impl Media {
    /// The logo of the actor's vivarium, and whether its plan has one.
    ///
    /// # Errors
    /// When the actor may not read.
    pub async fn own_logo(&self, actor: &Actor) -> Result<OwnLogo> {
        let vivarium = actor.require(Action::Read)?.id;
        let mut tx = self.db.begin(actor).await?;
        self.logo_of(&mut tx, vivarium).await
    }

    /// Takes a logo in, in the place of the one that was seen, or of whatever is there.
    ///
    /// # Errors
    /// Unless the actor may change the public profile and the plan has an own logo; a message under `file` for what isn't taken; `Conflict` where what
    /// was seen isn't there any more.
    pub async fn set_logo(&self, actor: &Actor, seen: Option<LogoSeen>, bytes: Bytes) -> Result<OwnLogo> {
        let vivarium = seen::vivarium_of(actor, seen)?;
        let mut tx = self.db.begin(actor).await?;
        let now = self.logo_of(&mut tx, vivarium).await?;
        drop(tx);
        if let Some(refusal) = now.refusal() {
            return Err(Problem::new(ErrorCode::Forbidden, refusal).into());
        }
        seen::check(seen, now.seen())?;
        let logo = self.read_logo(bytes).await?;
        let kept = Kept {
            id: LogoId::new(),
            hash: Sha256::digest(&logo.png).to_vec(),
            width: logo.width,
            height: logo.height,
            refusal: String::new(),
        };
        let size = logo.png.len();
        self.objects.put(&keys::logo(kept.id)?, logo.png.into(), "image/png").await?;
        let mut tx = self.db.begin(actor).await?;
        if let Err(refused) = seen::check(seen, store::logo::hold(&mut tx, vivarium).await?) {
            drop(tx);
            self.forget_logo(Some(kept.id)).await;
            return Err(refused);
        }
        let before = store::logo::put(&mut tx, vivarium, &kept, size, actor.person_id).await?;
        audit::record(&mut tx, AuditEntry::by(actor, "vivarium.logo_changed").about("vivarium", vivarium.0)).await?;
        let now = self.logo_of(&mut tx, vivarium).await?;
        tx.commit().await?;
        self.forget_logo(before).await;
        Ok(now)
    }

    /// Takes the logo away that was seen, or whichever is there, for good: whoever wants it back sends it again.
    ///
    /// # Errors
    /// Unless the actor may change the public profile; `NotFound` where there is none, or none any more; `Conflict` where what was seen isn't there any
    /// more.
    pub async fn remove_logo(&self, actor: &Actor, seen: Option<LogoSeen>) -> Result<()> {
        let vivarium = seen::vivarium_of(actor, seen)?;
        let mut tx = self.db.begin(actor).await?;
        seen::check(seen, store::logo::hold(&mut tx, vivarium).await?)?;
        let gone = store::logo::delete(&mut tx, vivarium).await?;
        if gone.is_none() {
            return Err(MediaError::NotFound("logo"));
        }
        audit::record(&mut tx, AuditEntry::by(actor, "vivarium.logo_removed").about("vivarium", vivarium.0)).await?;
        tx.commit().await?;
        self.forget_logo(gone).await;
        Ok(())
    }

    /// The logo that everybody sees of a vivarium; none where it isn't listed or its plan has none.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn public_logo(&self, slug: &str) -> Result<Option<LogoFile>> {
        let found = store::logo::find_public(self.db.public(), slug).await?;
        Ok(found.map(|kept| LogoFile { url: self.signer.public_logo(kept.id), width: kept.width, height: kept.height }))
    }

    /// What stands on papers that everybody may see.
    ///
    /// # Errors
    /// When the database doesn't answer.
    pub async fn public_paper_logo(&self, slug: &str) -> Result<Option<PaperLogo>> {
        Ok(store::logo::find_public(self.db.public(), slug).await?.map(PaperLogo::from))
    }

    /// What stands on papers of the actor's vivarium; none where its plan has none.
    ///
    /// # Errors
    /// When the actor may not read.
    pub async fn paper_logo(&self, actor: &Actor) -> Result<Option<PaperLogo>> {
        let vivarium = actor.require(Action::Read)?.id;
        let mut tx = self.db.begin(actor).await?;
        if !plan_of(&mut tx, vivarium).await?.white_label {
            return Ok(None);
        }
        let kept = store::logo::find(&mut tx, vivarium).await?;
        Ok(kept.filter(|kept| kept.refusal.is_empty()).map(PaperLogo::from))
    }

    /// The picture, a PNG; none where it was replaced meanwhile.
    ///
    /// # Errors
    /// When the store doesn't answer.
    pub async fn logo_bytes(&self, id: LogoId) -> Result<Option<Bytes>> {
        Ok(self.objects.get(&keys::logo(id)?).await?)
    }

    /// The file by its address, `<id>.png`: without a signature only of those that everybody sees.
    ///
    /// # Errors
    /// `NotFound` for what isn't there, isn't public or isn't signed; when a store doesn't answer.
    pub async fn logo_file(&self, file: &str, asked: &Asked) -> Result<Served> {
        const MISSING: MediaError = MediaError::NotFound("picture");
        let id: LogoId = file.strip_suffix(ENDING).and_then(|id| id.parse().ok()).ok_or(MISSING)?;
        let public = asked.key.is_none();
        let allowed = if public {
            store::logo::is_public(self.db.public(), id).await?
        } else {
            self.signer.holds(Target::Logo(id), asked, Timestamp::now())
        };
        if !allowed {
            return Err(MISSING);
        }
        let bytes = self.logo_bytes(id).await?.ok_or(MISSING)?;
        Ok(Served { bytes, media_type: "image/png", public })
    }

    async fn logo_of(&self, tx: &mut Tx, vivarium: VivariumId) -> Result<OwnLogo> {
        let plan = plan_of(tx, vivarium).await?;
        let plans = list_plans(tx).await?;
        let kept = store::logo::find(tx, vivarium).await?;
        let id = kept.as_ref().map(|kept| kept.id);
        let (logo, taken_down) = match kept {
            Some(kept) if kept.refusal.is_empty() => {
                let url = self.signer.private_logo(kept.id, Timestamp::now());
                (Some(LogoFile { url, width: kept.width, height: kept.height }), None)
            }
            down => (None, down.map(|kept| kept.refusal)),
        };
        Ok(OwnLogo {
            vivarium_id: vivarium,
            id,
            logo,
            taken_down,
            allowed: plan.white_label,
            plan_name: plan.name,
            plans: plans.into_iter().filter(|plan| plan.white_label).map(|plan| plan.name).collect(),
        })
    }

    /// Decoded at a place of its own, as photographs are, so that memory is bounded.
    async fn read_logo(&self, bytes: Bytes) -> Result<Logo> {
        match self.in_a_place(move || Logo::open(&bytes)).await? {
            Ok(logo) => Ok(logo),
            Err(NoLogo::Unwritable(error)) => Err(MediaError::Broken(error)),
            Err(refused) => Err(MediaError::field("file", refused.to_string())),
        }
    }

    /// Takes away logos that are older and that no row names; how many.
    pub(crate) async fn sweep_logos(&self, before: Timestamp) -> Result<usize> {
        let (mut gone, mut after): (usize, Option<Key>) = (0, None);
        loop {
            let page = self.objects.list(keys::LOGOS, after.as_ref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(gone) };
            after = Some(last.key.clone());
            let old = page.iter().filter(|object| object.modified < before);
            let ids: Vec<_> = old.filter_map(|object| keys::logo_of(&object.key)).map(|id| id.0).collect();
            let mut tx = self.db.begin(Scope::Worker(None)).await?;
            let named = store::logo::list_existing(&mut tx, &ids).await?;
            drop(tx);
            for id in ids.into_iter().filter(|id| !named.contains(id)) {
                self.objects.delete(&keys::logo(id.into())?).await?;
                gone += 1;
            }
        }
    }

    /// Bytes that no row names any more. Where that fails, the sweep finds them.
    async fn forget_logo(&self, id: Option<LogoId>) {
        let Some(Ok(key)) = id.map(keys::logo) else { return };
        if let Err(error) = self.objects.delete(&key).await {
            tracing::warn!(%error, "a logo that nobody needs any more stays until the sweep");
        }
    }
}

impl From<Kept> for PaperLogo {
    fn from(kept: Kept) -> Self {
        Self { id: kept.id, mark: hex::encode(kept.hash.get(..12).unwrap_or_default()) }
    }
}
