//! Rate limits by GCRA, in Redis so that they hold across processes, and in the process while Redis doesn't answer.

use crate::{CoreError, Result, redis_figures};
use fred::{clients::Pool, interfaces::LuaInterface};
use repti_db::figures::shed;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

/// So many at once, refilled evenly over a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// Its name in Redis' keys and in metrics.
    pub name: &'static str,
    pub burst: u32,
    pub period: Duration,
}

impl Limit {
    /// `burst` in `seconds`.
    #[must_use]
    pub const fn new(name: &'static str, burst: u32, seconds: u64) -> Self {
        Self { name, burst, period: Duration::from_secs(seconds) }
    }
}

/// Sign-ins from one address.
pub const SIGN_IN_ADDRESS: Limit = Limit::new("sign_in_address", 60, 600);
/// Sign-ins to one account from one address.
pub const SIGN_IN_PAIR: Limit = Limit::new("sign_in_pair", 10, 600);
/// Sign-ins to one account from addresses that it never signed in from. Its owner at home isn't locked out by a stranger.
pub const SIGN_IN_ACCOUNT: Limit = Limit::new("sign_in_account", 50, 3600);
/// Codes of a second factor, for one person.
pub const SECOND_FACTOR: Limit = Limit::new("second_factor", 6, 300);
/// Forms that send mail, from one address.
pub const MAIL_ADDRESS: Limit = Limit::new("mail_address", 20, 3600);
/// Mails to one recipient.
pub const MAIL_RECIPIENT: Limit = Limit::new("mail_recipient", 5, 3600);
/// Invitations of one vivarium.
pub const INVITATIONS: Limit = Limit::new("invitations", 50, 86_400);
/// The password again, for one person.
pub const REAUTHENTICATION: Limit = Limit::new("reauthentication", 10, 600);
/// Tries of links and tokens from one address.
pub const TOKEN_ADDRESS: Limit = Limit::new("token_address", 60, 600);

/// Microseconds to wait, 0 for go. Redis' clock counts, so processes needn't agree on the time.
const SCRIPT: &str = r"
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local emission, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local due = tonumber(redis.call('GET', KEYS[1]) or now)
if due < now then due = now end
due = due + emission
local wait = due - window - now
if wait > 0 then return wait end
redis.call('SET', KEYS[1], string.format('%.0f', due), 'PX', math.ceil((due - now) / 1000) + 1)
return 0
";

/// A process keeps at most this many keys while Redis is away; beyond, strangers wait.
const MOST_KEYS: usize = 50_000;

/// The counters.
#[derive(Clone)]
pub struct Limits {
    redis: Option<Pool>,
    local: Arc<Local>,
}

struct Local {
    started: Instant,
    /// Microseconds since `started` until which Redis is left alone after it failed.
    resting_until: AtomicU64,
    due: Mutex<HashMap<String, u64>>,
}

impl Limits {
    pub(crate) fn new(redis: Option<Pool>) -> Self {
        let local =
            Local { started: Instant::now(), resting_until: AtomicU64::new(0), due: Mutex::new(HashMap::new()) };
        Self { redis, local: Arc::new(local) }
    }

    /// Takes one from the limit of `key`, which is hashed: no address or e-mail stands in Redis.
    ///
    /// # Errors
    /// When the limit is used up.
    pub async fn take(&self, limit: &Limit, key: &str) -> Result<()> {
        let digest = hex::encode(&Sha256::digest(key.as_bytes())[..16]);
        let key = format!("limit:{}:{digest}", limit.name);
        let wait = match self.ask_redis(limit, &key).await {
            Some(wait) => wait,
            None => self.local.take(limit, key, self.local.now()),
        };
        if wait == 0 {
            return Ok(());
        }
        tracing::info!(limit.name = limit.name, "rate limited");
        metrics::counter!("rate_limited_total", "limit" => limit.name).increment(1);
        shed("limit");
        Err(CoreError::TooMany { retry_after: u32::try_from(wait.div_ceil(1_000_000)).unwrap_or(u32::MAX) })
    }

    async fn ask_redis(&self, limit: &Limit, key: &str) -> Option<u64> {
        let redis = self.redis.as_ref()?;
        if self.local.now() < self.local.resting_until.load(Ordering::Relaxed) {
            return None;
        }
        let (emission, window) = in_micros(limit);
        let arguments = vec![emission.to_string(), window.to_string()];
        let ask = redis.eval::<i64, _, _, _>(SCRIPT, vec![key.to_owned()], arguments);
        let asked = Instant::now();
        let answer = tokio::time::timeout(Duration::from_millis(250), ask).await;
        redis_figures::answered("limit", asked, matches!(answer, Ok(Ok(_))));
        match answer {
            Ok(Ok(wait)) => Some(u64::try_from(wait).unwrap_or_default()),
            failed => {
                let error = failed.map_or_else(
                    |_| "no answer in time".to_owned(),
                    |answer| answer.err().map(|e| e.to_string()).unwrap_or_default(),
                );
                tracing::warn!(error, "redis doesn't answer; limiting in this process");
                self.local.resting_until.store(self.local.now() + 1_000_000, Ordering::Relaxed);
                None
            }
        }
    }
}

fn in_micros(limit: &Limit) -> (u64, u64) {
    let window = u64::try_from(limit.period.as_micros()).unwrap_or(u64::MAX);
    (window / u64::from(limit.burst.max(1)), window)
}

impl Local {
    fn now(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX)
    }

    fn take(&self, limit: &Limit, key: String, now: u64) -> u64 {
        let (emission, window) = in_micros(limit);
        let mut all = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST_KEYS && !all.contains_key(&key) {
            all.retain(|_, due| *due > now);
            if all.len() >= MOST_KEYS {
                return 1_000_000;
            }
        }
        let due = all.get(&key).copied().unwrap_or(now).max(now) + emission;
        let wait = due.saturating_sub(window).saturating_sub(now);
        if wait == 0 {
            all.insert(key, due);
        }
        wait
    }
}

impl std::fmt::Debug for Limits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limits").field("redis", &self.redis.is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THREE_A_MINUTE: Limit = Limit::new("test", 3, 60);

    #[test]
    fn a_burst_passes_and_refills_evenly() {
        let limits = Limits::new(None);
        let take = |at: u64| limits.local.take(&THREE_A_MINUTE, "key".into(), at * 1_000_000);
        assert_eq!([take(0), take(0), take(0)], [0, 0, 0]);
        assert_eq!(take(0), 20_000_000);
        assert_eq!(take(19), 1_000_000);
        assert_eq!(take(20), 0);
        assert!(take(20) > 0);
    }

    #[tokio::test]
    async fn without_redis_the_process_limits_by_key() {
        let limits = Limits::new(None);
        for _ in 0..3 {
            limits.take(&THREE_A_MINUTE, "ada").await.unwrap();
        }
        assert!(matches!(limits.take(&THREE_A_MINUTE, "ada").await, Err(CoreError::TooMany { retry_after: 20 })));
        limits.take(&THREE_A_MINUTE, "grace").await.unwrap();
    }

    #[test]
    fn a_flood_of_keys_is_bounded_and_fails_closed() {
        let limits = Limits::new(None);
        for i in 0..MOST_KEYS {
            assert_eq!(limits.local.take(&THREE_A_MINUTE, i.to_string(), 0), 0);
        }
        assert!(limits.local.take(&THREE_A_MINUTE, "one more".into(), 0) > 0);
        assert_eq!(limits.local.take(&THREE_A_MINUTE, "later".into(), 30_000_000), 0);
    }
}
