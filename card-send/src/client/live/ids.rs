//! Ids for elements that have none: an element that is shown keeps the id it has there.

use super::tree::{all_ids, children, content_hash, id, list_name, roots, takes_id, text, with};
use feishu_card_core::Json;
use std::collections::HashSet;

/// What derived ids begin with.
const PREFIX: &str = "auto_";

/// The card with an id for each element that can have one, beside the card that is shown.
///
/// Elements that are shown already are found again: those with an id by it, the others by their content, then by
/// their order among elements of the same tag.
pub(crate) fn with_ids(card: &Json, shown: &Json) -> Json {
    let (mut taken, mut before) = (HashSet::new(), HashSet::new());
    all_ids(card, &mut taken);
    all_ids(shown, &mut before);
    let highest = before.iter().chain(&taken).filter_map(|id| id.strip_prefix(PREFIX)?.parse::<u64>().ok()).max();
    let mut ids = Ids { taken, next: highest.map_or(1, |n| n.saturating_add(1)) };
    let Some(body) = card.get("body").filter(|body| body.get("elements").is_some_and(|list| list.as_list().is_some()))
    else {
        return card.clone();
    };
    let elements = ids.list(roots(card), roots(shown));
    with(card, "body", with(body, "elements", elements))
}

struct Ids {
    /// The ids that are written in the new card, or were given to one of its elements.
    taken: HashSet<String>,
    next: u64,
}

impl Ids {
    /// A list of elements with their ids, beside the list that is shown in the same container.
    fn list(&mut self, new: &[Json], old: &[Json]) -> Json {
        let partners = self.partners(new, old);
        let elements = new.iter().zip(partners).map(|(element, partner)| self.element(element, partner));
        Json::from(elements.collect::<Vec<_>>())
    }

    fn element(&mut self, element: &Json, partner: Option<&Json>) -> Json {
        let with_id = match id(element) {
            Some(_) => element.clone(),
            None if !takes_id(element) => return element.clone(),
            None => {
                let kept = partner.and_then(id).filter(|id| self.taken.insert((*id).to_owned()));
                let given = kept.map_or_else(|| self.fresh(), str::to_owned);
                with(element, "element_id", given.into())
            }
        };
        match list_name(element) {
            Some(name) if element.get(name).is_some_and(|list| list.as_list().is_some()) => {
                let list = self.list(children(element), partner.map(children).unwrap_or_default());
                with(&with_id, name, list)
            }
            _ => with_id,
        }
    }

    fn fresh(&mut self) -> String {
        let fresh = format!("{PREFIX}{}", self.next);
        self.next = self.next.saturating_add(1);
        self.taken.insert(fresh.clone());
        fresh
    }

    /// For each new element the shown one that it continues.
    fn partners<'o>(&self, new: &[Json], old: &'o [Json]) -> Vec<Option<&'o Json>> {
        let mut partners: Vec<Option<usize>> = vec![None; new.len()];
        let mut free: Vec<bool> = vec![true; old.len()];
        for (i, element) in new.iter().enumerate() {
            let same = id(element).and_then(|id| old.iter().position(|old| super::tree::id(old) == Some(id)));
            if let Some(j) = same {
                set(&mut partners, i, j);
                take(&mut free, j);
            }
        }
        // an id that the new card writes itself is not given to another element
        for (j, element) in old.iter().enumerate() {
            if id(element).is_some_and(|id| self.taken.contains(id)) {
                take(&mut free, j);
            }
        }
        let hashes = |list: &[Json]| list.iter().map(content_hash).collect::<Vec<_>>();
        let (new_hashes, old_hashes) = (hashes(new), hashes(old));
        let tags = |list: &[Json]| {
            list.iter()
                .map(|element| content_hash(&text(element, "tag").unwrap_or_default().into()))
                .collect::<Vec<_>>()
        };
        // what is unchanged and in order, then what is unchanged and moved, then what has the tag at least
        pair_in_order(&new_hashes, &old_hashes, new, &mut partners, &mut free);
        for (i, hash) in new_hashes.iter().enumerate() {
            if !is_open(&partners, new, i) {
                continue;
            }
            let same = old_hashes.iter().enumerate().position(|(j, old)| old == hash && is_free(&free, j));
            if let Some(j) = same {
                set(&mut partners, i, j);
                take(&mut free, j);
            }
        }
        pair_in_order(&tags(new), &tags(old), new, &mut partners, &mut free);
        partners.into_iter().map(|partner| partner.and_then(|j| old.get(j))).collect()
    }
}

fn is_open(partners: &[Option<usize>], new: &[Json], i: usize) -> bool {
    partners.get(i).is_some_and(Option::is_none) && new.get(i).is_some_and(|element| id(element).is_none())
}

fn is_free(free: &[bool], j: usize) -> bool {
    free.get(j).copied().unwrap_or(false)
}

fn take(free: &mut [bool], j: usize) {
    if let Some(free) = free.get_mut(j) {
        *free = false;
    }
}

fn set(partners: &mut [Option<usize>], i: usize, j: usize) {
    if let Some(partner) = partners.get_mut(i) {
        *partner = Some(j);
    }
}

/// Pairs what has equal keys, in order and as many as possible: a longest common subsequence.
fn pair_in_order(new_keys: &[u64], old_keys: &[u64], new: &[Json], partners: &mut [Option<usize>], free: &mut [bool]) {
    let open: Vec<(usize, u64)> =
        new_keys.iter().copied().enumerate().filter(|(i, _)| is_open(partners, new, *i)).collect();
    let rest: Vec<(usize, u64)> = old_keys.iter().copied().enumerate().filter(|(j, _)| is_free(free, *j)).collect();
    for (a, b) in super::order::common(&open, &rest, |a, b| a.1 == b.1) {
        if let (Some((i, _)), Some((j, _))) = (open.get(a), rest.get(b)) {
            set(partners, *i, *j);
            take(free, *j);
        }
    }
}
