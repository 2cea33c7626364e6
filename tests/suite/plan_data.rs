//! The built-in plan as data: everything the document holds is there.

use heyi::domain::plan::{Chain, Plan};
use heyi::store::load;
use heyi::store::source::{BUILT_IN, Source};

fn built_in() -> Plan {
    let (plan, problems) = load::plan(&Source::BuiltIn(BUILT_IN));
    assert_eq!(problems, []);
    plan
}

#[test]
fn everything_of_the_document_is_there() {
    let plan = built_in();
    let links: Vec<usize> = plan.chains.iter().map(|chain| chain.links.len()).collect();
    assert_eq!(links, [13, 9, 9, 12, 10, 8]);
    let ids: Vec<&str> = plan.chains.iter().map(|chain| chain.id.as_str()).collect();
    assert_eq!(ids, ["servo", "reducer", "graphene", "film", "mould", "ic"]);
    let sum = |count: fn(&Chain) -> usize| plan.chains.iter().map(count).sum::<usize>();
    assert_eq!(sum(|chain| chain.application.len()), 40);
    assert_eq!(sum(|chain| chain.implement.len()), 22);
    assert_eq!(sum(|chain| chain.attract.len()), 11);
    assert_eq!(sum(|chain| chain.platforms.len()), 13);
    assert_eq!(
        sum(|chain| chain
            .links
            .iter()
            .filter(|link| !link.target.is_empty())
            .count()),
        60
    );
    assert_eq!(plan.overview.goals.len(), 7);
    assert_eq!(plan.overview.safeguards.len(), 7);
    assert_eq!(plan.overview.duties.len(), 6);
}

#[test]
fn links_are_known_by_chain_and_row_and_have_a_short_name() {
    for chain in &built_in().chains {
        for (index, link) in chain.links.iter().enumerate() {
            assert_eq!(link.row as usize, index + 1);
            assert_eq!(link.id, format!("{}-{:02}", chain.id, link.row));
            assert!(
                !link.category.is_empty() && !link.short.en.is_empty(),
                "{}",
                link.id
            );
            let columns: usize = link
                .short
                .zh
                .chars()
                .map(|c| if c.is_ascii() { 1 } else { 2 })
                .sum();
            assert!((1..=14).contains(&columns), "{}", link.short.zh);
        }
    }
}

#[test]
fn slips_stand_in_their_target_as_printed() {
    let plan = built_in();
    let links = plan.chains.iter().flat_map(|chain| &chain.links);
    let slips: Vec<_> = links
        .flat_map(|link| link.slips.iter().map(move |slip| (link, slip)))
        .collect();
    assert!(slips.len() >= 6);
    for (link, slip) in slips {
        assert!(
            link.target.contains(&slip.text),
            "{}: {}",
            link.id,
            slip.text
        );
        assert!(!slip.note.zh.is_empty() && !slip.note.en.is_empty());
    }
}
