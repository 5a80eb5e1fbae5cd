//! Figures that renew themselves, and say as of when they hold.

use super::words::clock;
use app_shared::{AppError, Stamped};
use app_ui::{Alert, Tone};
use leptos::{ev, prelude::*};
use std::time::Duration;

/// Between two answers.
const EVERY: Duration = Duration::from_secs(5);
/// Rounds without a hand on the machine, after which asking stops: an open page must not keep a session alive for ever.
const MOST_ROUNDS: u32 = 180;

/// A value that renews itself.
#[derive(Debug)]
pub struct Live<T: Send + Sync + 'static> {
    /// The latest answer.
    pub value: RwSignal<Stamped<T>>,
    /// Why the last round brought none.
    pub failed: RwSignal<Option<String>>,
    /// Whether nobody has been here for so long that it stopped.
    pub resting: RwSignal<bool>,
}

impl<T: Send + Sync + 'static> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Live<T> {}

/// Asks again every five seconds while the page is in sight and somebody is there. Begins once the page is awake.
pub fn use_live<T, Fut>(first: Stamped<T>, ask: fn() -> Fut) -> Live<T>
where
    T: Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<Stamped<T>, AppError>> + Send + 'static,
{
    let live = Live { value: RwSignal::new(first), failed: RwSignal::new(None), resting: RwSignal::new(false) };
    let (asking, rounds) = (StoredValue::new(false), StoredValue::new(0_u32));
    Effect::new(move || {
        let timer = set_interval_with_handle(
            move || {
                if document().hidden() || asking.get_value() || live.resting.get_untracked() {
                    return;
                }
                rounds.update_value(|rounds| *rounds += 1);
                if rounds.get_value() > MOST_ROUNDS {
                    live.resting.set(true);
                    return;
                }
                asking.set_value(true);
                leptos::task::spawn_local(async move {
                    let answer = ask().await;
                    // The page may be gone by now.
                    if asking.try_set_value(false).is_some() {
                        return;
                    }
                    match answer {
                        Ok(stamped) => {
                            live.value.set(stamped);
                            live.failed.set(None);
                        }
                        Err(error) => live.failed.set(Some(error.0.detail)),
                    }
                });
            },
            EVERY,
        )
        .ok();
        let somebody = move || {
            rounds.set_value(0);
            if live.resting.get_untracked() {
                live.resting.set(false);
            }
        };
        let moved = window_event_listener(ev::pointermove, move |_| somebody());
        let typed = window_event_listener(ev::keydown, move |_| somebody());
        on_cleanup(move || {
            if let Some(timer) = timer {
                timer.clear();
            }
            moved.remove();
            typed.remove();
        });
    });
    live
}

/// As of when the figures hold, and whether they renew themselves.
#[component]
pub fn AsOf<T>(live: Live<T>) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    let exact = move || live.value.with(|stamped| stamped.now.to_string());
    let at = move || live.value.with(|stamped| clock(stamped.now));
    let state = move || if live.resting.get() { "Resting" } else { "Live" };
    view! {
        <p class="as-of hint num" data-as-of="">
            <span class="pulse" class:pulse-off=move || live.resting.get() || live.failed.get().is_some()></span>
            <span>{state}</span>
            <span>"as of " <time datetime=exact>{at}</time></span>
        </p>
    }
}

/// What went wrong with the last round; the figures on the page are older then.
#[component]
pub fn Stale<T>(live: Live<T>) -> impl IntoView
where
    T: Clone + Send + Sync + 'static,
{
    move || {
        live.failed.get().map(|why| {
            view! {
                <div class="mb-4">
                    <Alert tone=Tone::Warning title="These figures are not renewed">
                        <p>{why} " " <a class="link" href="" rel="external">"Load the page again"</a></p>
                    </Alert>
                </div>
            }
        })
    }
}
