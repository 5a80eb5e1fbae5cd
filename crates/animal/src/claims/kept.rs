//! What relatives say, kept by all that it was reckoned from: the next opening of the same page reads the family again, and reckons only if somebody
//! in it, or the catalogue, has changed.

use lru::LruCache;
use repti_genetics::{
    calculator::Calculator,
    claims::{FamilyOdds, Member},
    cross::Sex,
};
use sha2::{Digest, Sha256};
use std::{
    num::NonZeroUsize,
    ptr,
    sync::{Arc, LazyLock, Mutex, MutexGuard, PoisonError},
};

/// Families of this process: some kilobytes each.
const MOST: NonZeroUsize = NonZeroUsize::new(2_000).expect("not zero");

static KEPT: LazyLock<Mutex<LruCache<Key, Arc<FamilyOdds>>>> = LazyLock::new(|| Mutex::new(LruCache::new(MOST)));

/// A digest, for labels are part of sentences: nobody may be answered with somebody else's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Key([u8; 32]);

impl Key {
    /// Of everything that the engine is given. A catalogue is never freed, so where its calculator lies is its name.
    pub(super) fn of(calculator: &'static Calculator<'static>, members: &[Member], labels: &[String]) -> Self {
        let mut digest = Sha256::new();
        let mut number = |number: u64| digest.update(number.to_le_bytes());
        number(ptr::from_ref(calculator).addr() as u64);
        number(members.len() as u64);
        for member in members {
            number(match member.sex {
                None => 0,
                Some(Sex::Male) => 1,
                Some(Sex::Female) => 2,
            });
            for side in [&member.sires, &member.dams] {
                number(side.len() as u64);
                for (parent, chance) in side {
                    number(*parent as u64);
                    number(chance.to_bits());
                }
            }
        }
        for (member, label) in members.iter().zip(labels) {
            for (claimed, basis) in &member.claims {
                // No field holds a control character.
                let carried_on = claimed.carried_on;
                digest.update(format!(
                    "{}\0{:?}\0{:?}\0{carried_on:?}\0{basis:?}\0",
                    claimed.gene, claimed.copies, claimed.chance
                ));
            }
            digest.update(format!("\x01{label}\0"));
        }
        Self(digest.finalize().into())
    }

    pub(super) fn kept(self) -> Option<Arc<FamilyOdds>> {
        all().get(&self).cloned()
    }

    pub(super) fn keep(self, odds: &Arc<FamilyOdds>) {
        all().put(self, Arc::clone(odds));
    }
}

fn all() -> MutexGuard<'static, LruCache<Key, Arc<FamilyOdds>>> {
    KEPT.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use repti_model::{
        genotype::{ClaimBasis, ClaimedGene},
        lineage::Chance,
    };

    fn family() -> (Vec<Member>, Vec<String>) {
        let clown = |copies| ClaimedGene {
            gene: "clown".to_owned(),
            copies: Some(copies),
            chance: Chance::default(),
            carried_on: None,
        };
        let dam = Member { sex: Some(Sex::Female), claims: vec![(clown(2), ClaimBasis::Visual)], ..Member::default() };
        let young = Member { dams: vec![(1, 1.0)], ..Member::default() };
        (vec![young, dam], vec!["A".to_owned(), "B".to_owned()])
    }

    #[test]
    fn whatever_the_engine_is_given_is_part_of_the_key() {
        let calculator = Calculator::seeded("Ball python").expect("a species of the catalogue");
        let other =
            Calculator::seeded("Boa constrictor").or_else(|| Calculator::seeded("Leopard gecko")).expect("another");
        let (members, labels) = family();
        let key = Key::of(calculator, &members, &labels);
        assert_eq!(key, Key::of(calculator, &family().0, &family().1));
        assert_ne!(key, Key::of(other, &members, &labels));
        let changes: [fn(&mut Vec<Member>, &mut Vec<String>); 9] = [
            |members, _| members[0].sex = Some(Sex::Male),
            |members, _| members[0].dams[0].1 = 0.5,
            |members, _| members[0].dams.clear(),
            |members, _| members[0].sires.push((1, 1.0)),
            |members, _| members[1].claims[0].0.gene.push('s'),
            |members, _| members[1].claims[0].0.copies = Some(1),
            |members, _| members[1].claims[0].1 = ClaimBasis::SellerStated,
            |members, _| {
                let claims = std::mem::take(&mut members[1].claims);
                members[0].claims = claims;
            },
            |_, labels| labels[1].push('!'),
        ];
        for (at, change) in changes.into_iter().enumerate() {
            let (mut members, mut labels) = family();
            change(&mut members, &mut labels);
            assert_ne!(key, Key::of(calculator, &members, &labels), "change {at}");
        }
    }
}
