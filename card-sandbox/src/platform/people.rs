//! Who users are, and the groups they are in: names for those who look. Every other id of the right shape exists too.

use crate::{config::Config, random::digest};

/// People and groups that are kept; more are not.
const MOST: usize = 1000;

/// A user with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The open_id of a user, the chat_id of a group.
    pub(crate) id: String,
    pub(crate) name: String,
}

/// The users and groups with names.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    pub(crate) users: Vec<Named>,
    pub(crate) groups: Vec<Named>,
}

impl People {
    pub(crate) fn of(config: &Config) -> Self {
        let named = |list: &[(String, String)]| {
            list.iter().map(|(id, name)| Named { id: id.clone(), name: name.clone() }).collect()
        };
        People { users: named(&config.people), groups: named(&config.groups) }
    }

    /// Adds or renames a user; false when there are too many.
    pub(crate) fn user(&mut self, id: &str, name: &str) -> bool {
        put(&mut self.users, id, name)
    }

    /// Adds or renames a group; false when there are too many.
    pub(crate) fn group(&mut self, id: &str, name: &str) -> bool {
        put(&mut self.groups, id, name)
    }

    /// What a user is called: by open_id, or by one of the ids that come from it.
    pub(crate) fn name(&self, id: &str) -> Option<&str> {
        let is = |user: &&Named| user.id == id || ids(&user.id).iter().any(|other| other == id);
        self.users.iter().find(is).map(|user| user.name.as_str())
    }

    /// The open_id behind a union_id or user_id of a user with a name.
    pub(crate) fn open_id(&self, id: &str) -> Option<&str> {
        self.users.iter().find(|user| ids(&user.id).iter().any(|other| other == id)).map(|user| user.id.as_str())
    }
}

/// The union_id and user_id of a user, which always come out of the open_id in the same way.
pub(crate) fn ids(open_id: &str) -> [String; 2] {
    let digest = digest(open_id);
    [format!("on_{digest}"), digest.get(..8).unwrap_or_default().to_owned()]
}

fn put(list: &mut Vec<Named>, id: &str, name: &str) -> bool {
    let room = list.len() < MOST;
    match list.iter_mut().find(|known| known.id == id) {
        Some(known) => name.clone_into(&mut known.name),
        None if room => list.push(Named { id: id.to_owned(), name: name.to_owned() }),
        None => return false,
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_is_known_by_all_ids() {
        let mut people = People::default();
        assert!(people.user("ou_1", "Ada") && people.user("ou_2", "Wei") && people.user("ou_1", "Ada L."));
        let [union_id, user_id] = ids("ou_1");
        assert_eq!((people.name("ou_1"), people.name(&union_id)), (Some("Ada L."), Some("Ada L.")));
        assert_eq!((people.open_id(&user_id), people.open_id("ou_3"), people.users.len()), (Some("ou_1"), None, 2));
        for n in 0..2 * MOST {
            people.group(&format!("oc_{n}"), "x");
        }
        assert_eq!(people.groups.len(), MOST);
    }
}
