//! Which name a person may have meant.

use std::cmp::Reverse;

/// The name that a person may have meant: equal but for case and underscores, or a slip of the
/// pen away.
pub fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let wanted = plain(name);
    let (distance, near) = names
        .iter()
        .map(|near| (edits(&wanted, &plain(near)), *near))
        .min_by_key(|(d, _)| *d)?;
    (distance <= wanted.len() / 3).then_some(near)
}

/// The names nearest to a kebab-case one, best first, `most` at the most: those that share words
/// with it, then those whose letters are alike.
pub fn nearby<'n>(name: &str, names: &[&'n str], most: usize) -> Vec<&'n str> {
    let wanted = plain(name);
    let words: Vec<&str> = name.split('-').filter(|word| word.len() > 1).collect();
    let mut ranked: Vec<_> = names
        .iter()
        .map(|near| {
            let shared = near.split('-').filter(|word| words.contains(word)).count();
            (Reverse(shared), edits(&wanted, &plain(near)), *near)
        })
        .collect();
    ranked.sort();
    ranked.truncate(most);
    ranked.into_iter().map(|(_, _, near)| near).collect()
}

/// Letters and digits alone, in lower case; no more than a name may have.
fn plain(text: &str) -> Vec<char> {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).take(64).collect()
}

/// Letters to insert, delete or change (Levenshtein's distance).
fn edits(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let change = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_one_a_person_may_have_meant() {
        let names = ["MinCapacity", "MaxCapacity", "SuspendedState"];
        assert_eq!(nearest("min_capacity", &names), Some("MinCapacity"));
        assert_eq!(nearest("MaxCapactiy", &names), Some("MaxCapacity"));
        assert_eq!(nearest("rps", &names), None);
        assert_eq!(nearest("", &names), None);
    }

    #[test]
    fn the_names_nearby_share_words_or_letters() {
        let names = [
            "reacts-at-once",
            "cooldown-delays-first",
            "zone-is-an-offset",
            "cooldown-is-all",
        ];
        let two = |name| nearby(name, &names, 2);
        assert_eq!(
            two("cooldown"),
            ["cooldown-is-all", "cooldown-delays-first"]
        );
        assert_eq!(two("react-at-onc")[0], "reacts-at-once");
        assert_eq!(two("").len(), 2);
        assert!(nearby("cooldown", &[], 2).is_empty());
    }
}
