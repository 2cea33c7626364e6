//! The columns of a table of proposals.

use crate::store::table::columns::Column;

/// One that need not be there.
const fn optional(key: &'static str, headings: &'static [&'static str]) -> Column {
    Column {
        key,
        is_required: false,
        headings,
    }
}

/// All columns, in the order a file has them.
pub const ALL: &[Column] = &[
    optional(
        "id",
        &[
            "项目编号",
            "申报编号",
            "受理编号",
            "课题编号",
            "编号",
            "projectid",
        ],
    ),
    Column {
        key: "title",
        is_required: true,
        headings: &[
            "项目名称",
            "课题名称",
            "申报项目名称",
            "申报项目",
            "项目题目",
            "题目",
            "名称",
            "项目",
            "projecttitle",
        ],
    },
    optional(
        "applicant",
        &[
            "申报单位",
            "承担单位",
            "申请单位",
            "牵头单位",
            "申报单位名称",
            "单位名称",
            "单位",
        ],
    ),
    optional(
        "leader",
        &[
            "项目负责人",
            "项目负责人姓名",
            "负责人",
            "负责人姓名",
            "projectleader",
        ],
    ),
    optional(
        "partners",
        &[
            "合作单位",
            "参与单位",
            "协作单位",
            "联合申报单位",
            "partner",
        ],
    ),
    optional(
        "district",
        &[
            "属地",
            "所在区域",
            "区县",
            "所属区域",
            "所属区县",
            "区县市",
            "地区",
            "推荐单位属地",
        ],
    ),
    optional("kind", &["项目类别", "项目类型", "类别", "类型"]),
    optional("state", &["状态", "项目状态"]),
    optional("state_reason", &["状态说明", "不合格原因", "statereason"]),
    optional("chain", &["产业链", "所属产业链", "主产业链", "链"]),
    optional("also_chains", &["其他产业链", "相关产业链", "alsochains"]),
    optional(
        "links",
        &[
            "创新链环节",
            "创新链关键环节",
            "关键环节",
            "所属环节",
            "环节",
            "link",
        ],
    ),
    optional(
        "requested",
        &[
            "申请经费",
            "申请资助",
            "申请资助经费",
            "申请金额",
            "申请补助",
            "申请财政资金",
        ],
    ),
    optional(
        "own_funds",
        &["自筹", "自筹经费", "自筹资金", "配套自筹", "ownfunds"],
    ),
    optional(
        "total_cost",
        &[
            "总投资",
            "总投入",
            "项目总投资",
            "项目总投入",
            "总经费",
            "经费总额",
            "totalcost",
        ],
    ),
    optional(
        "months",
        &[
            "周期",
            "执行期",
            "项目周期",
            "实施周期",
            "建设周期",
            "执行期限",
            "实施期限",
            "期限",
            "term",
        ],
    ),
    optional(
        "abstract",
        &[
            "摘要",
            "项目简介",
            "项目摘要",
            "简介",
            "主要内容",
            "summary",
        ],
    ),
    optional(
        "promise",
        &[
            "考核指标#",
            "承诺指标",
            "承诺值",
            "指标",
            "主要指标",
            "主要考核指标",
        ],
    ),
    optional("baseline", &["现有值#", "现有指标", "现有水平", "基础值"]),
    optional("page", &["页码#", "所在页", "页"]),
];

/// Those whose cells are amounts.
pub const MONEY: [&str; 3] = ["requested", "own_funds", "total_cost"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::table::columns::folded;
    use std::collections::BTreeSet;

    #[test]
    fn no_heading_means_two_columns_and_every_one_can_be_found() {
        let mut seen = BTreeSet::new();
        for column in ALL {
            for word in [column.key].iter().chain(column.headings) {
                let word = word.trim_end_matches('#');
                assert!(seen.insert(word), "{word}");
                let is_found = folded(word) == word;
                assert!(is_found, "{word}");
            }
        }
    }
}
