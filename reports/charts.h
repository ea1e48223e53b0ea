#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rasd {

/// A small SVG writer. Output is deterministic, escaped and free of style attributes and scripts:
/// only classes, whose rules are chart_css() (the desk's CSP forbids inline style). Time runs
/// left to right in every language; the text keeps its own direction. The caller prints a table
/// of the same series under each chart.

/// What surrounds every chart.
struct ChartFrame {
  std::string title;                  ///< accessible name
  std::string description;            ///< accessible description: what the chart says, in words
  std::string language = "ar";        ///< of the texts, BCP 47
  std::vector<std::string> x_labels;  ///< one a point; shown as often as they fit
  /// How an axis value is written (digits of the language); empty: plain Western digits.
  std::function<std::string(double)> y_label;
  std::string note;  ///< small line under the plot: what must travel with the picture
  std::string id;    ///< unique in the page: titles and patterns are named after it
  int width = 720;   ///< user units; the picture scales to its column
  int height = 260;
};

/// One day (or other step) of a series. Missing value: a gap in the line.
struct ChartPoint {
  std::optional<double> value;
  std::optional<double> low;  ///< both or neither: band or whisker
  std::optional<double> high;
};

enum class ChartStyle {
  kMeasured,  ///< coloured line, band, and a dot with whiskers at each point with an interval
  kCounted,   ///< coloured line of counts: no interval, none needed
  kRaw,       ///< grey dashes: a classifier's share, not a measurement
};

struct ChartSeries {
  std::string name;
  int colour = 1;  ///< 1…6, the class "c1"…"c6"
  ChartStyle style = ChartStyle::kCounted;
  std::vector<ChartPoint> points;
};

/// Points first…last (inclusive) where sources were silent or failing.
struct ChartOutage {
  size_t first = 0;
  size_t last = 0;
  std::string label;
};

enum class ChartUnit { kCount, kPercent };

struct LineChart {
  ChartFrame frame;
  ChartUnit unit = ChartUnit::kCount;
  std::vector<ChartSeries> series;
  std::vector<ChartOutage> outages;
  std::optional<double> top;  ///< fixed upper end of the axis; else the data's
};
std::string line_chart(const LineChart& chart);

/// Stacked bars; each series has one value a label.
struct BarChart {
  ChartFrame frame;
  ChartUnit unit = ChartUnit::kCount;
  std::vector<ChartSeries> series;  ///< stacked in this order, the first at the bottom
  std::optional<ChartSeries> line;  ///< drawn over the bars (unique stories over copies)
  std::vector<ChartOutage> outages;
};
std::string bar_chart(const BarChart& chart);

/// One horizontal bar of shares that sum to at most 1 (tones of a period).
struct ShareBar {
  ChartFrame frame;  ///< x_labels unused
  struct Part {
    std::string name;
    double share = 0;
    int colour = 1;
  };
  std::vector<Part> parts;
  bool raw = false;  ///< hatched grey: not a measurement
};
std::string share_bar(const ShareBar& bar);

/// The key of the marks used in a chart, as an HTML list with small pictures. `outage` empty: no
/// hatching to explain.
std::string chart_legend(const std::vector<ChartSeries>& series, std::string_view outage);

/// A word-sized line without axes.
std::string sparkline(const std::vector<double>& values, std::string_view title,
                      std::string_view id);

/// The rules behind the classes, light and print; served as a file or put in a page's <style>.
std::string_view chart_css();

/// Round steps for an axis from 0 to at least `top`: 1, 2 or 5 times a power of ten, 3 to 6 of
/// them; whole numbers for counts.
std::vector<double> axis_ticks(double top, ChartUnit unit);

}  // namespace rasd
