//! Paths of the format: `scaling.policies[0].PolicyName`, `prices.instances["ml.m5.large"]`.

/// One step down the tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// Into the field of this name.
    Field(String),
    /// Into the item of this number, from 0.
    Item(usize),
}

/// The path of the field `name` below `parent`.
pub fn field(parent: &str, name: &str) -> String {
    let bare = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    match (bare, parent.is_empty()) {
        (true, true) => name.into(),
        (true, false) => format!("{parent}.{name}"),
        (false, _) => format!("{parent}[{name:?}]"),
    }
}

/// The path of item `index` of `parent`.
pub fn item(parent: &str, index: usize) -> String {
    format!("{parent}[{index}]")
}

/// The steps of a path, or `None` when it is not one. Quoted names carry no escapes.
pub fn steps(path: &str) -> Option<Vec<Step>> {
    let mut steps = Vec::new();
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(quoted) = rest.strip_prefix("[\"") {
            let (name, after) = quoted.split_once("\"]")?;
            steps.push(Step::Field(name.into()));
            rest = after;
        } else if let Some(number) = rest.strip_prefix('[') {
            let (number, after) = number.split_once(']')?;
            steps.push(Step::Item(number.parse().ok()?));
            rest = after;
        } else {
            if !steps.is_empty() {
                rest = rest.strip_prefix('.')?;
            }
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            if name.is_empty() {
                return None;
            }
            steps.push(Step::Field(name.into()));
            rest = after;
        }
    }
    if steps.is_empty() { None } else { Some(steps) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_written_and_read_alike() {
        let name = |n: &str| Step::Field(n.into());
        let path = field(&item(&field("scaling", "policies"), 0), "PolicyName");
        assert_eq!(path, "scaling.policies[0].PolicyName");
        let expected = vec![
            name("scaling"),
            name("policies"),
            Step::Item(0),
            name("PolicyName"),
        ];
        assert_eq!(steps(&path), Some(expected));

        let path = field(
            &field(&field("prices", "instances"), "ml.m5.large"),
            "usd_per_hour",
        );
        assert_eq!(path, "prices.instances[\"ml.m5.large\"].usd_per_hour");
        assert_eq!(steps(&path).map(|s| s.len()), Some(4));
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for text in [
            "", ".", "a.", "a..b", "a[", "a[x]", "a[-1]", "a[\"b]", "[0]x",
        ] {
            assert_eq!(steps(text), None, "{text:?}");
        }
    }
}
