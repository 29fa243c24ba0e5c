//! Which name a person may have meant.

/// The name that a person may have meant: equal but for case and underscores, or a slip of the
/// pen away.
pub fn nearest<'n>(name: &str, names: &[&'n str]) -> Option<&'n str> {
    let plain = |text: &str| -> Vec<char> {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).take(64).collect()
    };
    let wanted = plain(name);
    let (distance, near) = names
        .iter()
        .map(|near| (edits(&wanted, &plain(near)), *near))
        .min_by_key(|(d, _)| *d)?;
    (distance <= wanted.len() / 3).then_some(near)
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
}
