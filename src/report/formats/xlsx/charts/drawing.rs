//! What the charts of this workbook have in common: rows of points on one scale, the name
//! of each row at its left, black on white.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartDataLabelPosition, ChartErrorBars, ChartErrorBarsDirection,
    ChartErrorBarsType, ChartFont, ChartFormat, ChartLayout, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartRange, ChartSeries, ChartSolidFill, Color,
};

/// The grey of bars and of the scale's lines.
const BAR: Color = Color::RGB(0xA6_A6_A6);
const FAINT: Color = Color::RGB(0xD9_D9_D9);
const HOLLOW: Color = Color::RGB(0xE0_E0_E0);
/// Part of the chart's width where names stand.
const NAMES: f64 = 0.30;

/// Cells below each other on the sheet of the chart.
#[derive(Clone, Copy)]
pub(super) struct Cells<'a> {
    /// Name of the sheet.
    pub(super) sheet: &'a str,
    /// First and last row.
    pub(super) rows: (u32, u32),
}

impl Cells<'_> {
    /// Returns the cells of a column.
    pub(super) fn column(self, column: u16) -> ChartRange {
        ChartRange::new_from_range(self.sheet, self.rows.0, column, self.rows.1, column)
    }

    /// Returns points: across by one column, up by another.
    pub(super) fn points(self, across: u16, up: u16) -> ChartSeries {
        let mut series = ChartSeries::new();
        series
            .set_categories(&self.column(across))
            .set_values(&self.column(up))
            .set_format(ChartFormat::new().set_no_line())
            .set_marker(ChartMarker::new().set_none());
        series
    }
}

/// Returns a chart of so many rows on a scale.
pub(super) fn blank(rows: usize, (least, most): (f64, f64), unit: Option<f64>) -> Chart {
    let mut chart = Chart::new_scatter();
    let font = small();
    let height = f64::from(u32::try_from(rows).unwrap_or(u32::MAX)) * 20.0;
    chart.plot_area().set_layout(
        &ChartLayout::new()
            .set_offset(NAMES, 12.0 / (height + 50.0))
            .set_dimensions(0.97 - NAMES, height / (height + 50.0)),
    );
    chart.legend().set_hidden();
    chart
        .x_axis()
        .set_min(least)
        .set_max(most)
        .set_font(&font)
        .set_major_gridlines(true)
        .set_major_gridlines_line(ChartLine::new().set_color(FAINT).set_width(0.5));
    if let Some(unit) = unit {
        chart.x_axis().set_major_unit(unit);
    }
    chart
        .y_axis()
        .set_min(0.5)
        .set_max(rows as f64 + 0.5)
        .set_major_unit(1)
        .set_major_gridlines(false)
        .set_hidden(true);
    chart
}

/// Returns points that only bear words, at their left; the words stand in a column too.
pub(super) fn names(
    cells: Cells<'_>,
    (across, up): (u16, u16),
    (words, column): (&[String], u16),
) -> ChartSeries {
    let mut series = cells.points(across, up);
    let labels: Vec<ChartDataLabel> = (cells.rows.0..=cells.rows.1)
        .zip(words)
        .map(|(row, word)| label(word, (cells.sheet, row, column)))
        .collect();
    series
        .set_data_label(
            ChartDataLabel::new()
                .show_value()
                .set_position(ChartDataLabelPosition::Left)
                .set_font(&small()),
        )
        .set_custom_data_labels(&labels);
    series
}

/// Returns a label with words. Not every program reads words from cells; but words that look
/// like a reference to cells must come from one, to stay words.
pub(super) fn label(word: &str, cell: (&str, u32, u16)) -> ChartDataLabel {
    let mut label = ChartDataLabel::new();
    if word.is_empty() {
        return label.set_hidden().to_custom();
    }
    if word.starts_with('=') || word.contains('!') {
        label.set_value(cell);
    } else {
        label.set_value(word);
    }
    label.set_font(&small()).to_custom()
}

/// Makes a point a dashed line down from it, its words above.
pub(super) fn threshold(
    mut series: ChartSeries,
    length: f64,
    words: ChartDataLabel,
) -> ChartSeries {
    let mut line = ChartLine::new();
    line.set_color(Color::Black)
        .set_width(1)
        .set_dash_type(ChartLineDashType::Dash);
    series
        .set_y_error_bars(
            ChartErrorBars::new()
                .set_type(ChartErrorBarsType::FixedValue(length))
                .set_direction(ChartErrorBarsDirection::Minus)
                .set_end_cap(false)
                .set_format(ChartFormat::new().set_line(&line)),
        )
        .set_data_label(
            ChartDataLabel::new()
                .show_value()
                .set_position(ChartDataLabelPosition::Above)
                .set_font(&small()),
        )
        .set_custom_data_labels(&[words]);
    series
}

/// Makes points dots, full or hollow.
pub(super) fn dots(mut series: ChartSeries, is_full: bool) -> ChartSeries {
    // white would be nothing where a program draws no rims
    let colour = if is_full { Color::Black } else { HOLLOW };
    series.set_marker(
        ChartMarker::new()
            .set_type(ChartMarkerType::Circle)
            .set_size(8)
            .set_format(
                ChartFormat::new()
                    .set_solid_fill(ChartSolidFill::new().set_color(colour))
                    .set_border(ChartLine::new().set_color(Color::Black).set_width(0.75)),
            ),
    );
    series
}

/// Makes points lines to both sides, as long as two columns say: thin or a bar.
pub(super) fn reach(
    mut series: ChartSeries,
    ends: (ChartRange, ChartRange),
    is_bar: bool,
) -> ChartSeries {
    let mut line = ChartLine::new();
    if is_bar {
        line.set_color(BAR).set_width(4);
    } else {
        line.set_color(Color::Black).set_width(1);
    }
    series.set_x_error_bars(
        ChartErrorBars::new()
            .set_type(ChartErrorBarsType::Custom(ends.1, ends.0))
            .set_direction(ChartErrorBarsDirection::Both)
            .set_end_cap(!is_bar)
            .set_format(ChartFormat::new().set_line(&line)),
    );
    series
}

/// Makes points short upright lines.
pub(super) fn upright(mut series: ChartSeries) -> ChartSeries {
    series.set_y_error_bars(
        ChartErrorBars::new()
            .set_type(ChartErrorBarsType::FixedValue(0.36))
            .set_direction(ChartErrorBarsDirection::Both)
            .set_end_cap(false)
            .set_format(
                ChartFormat::new().set_line(ChartLine::new().set_color(Color::Black).set_width(2)),
            ),
    );
    series
}

fn small() -> ChartFont {
    let mut font = ChartFont::new();
    font.set_size(9).set_color(Color::Black);
    font
}
