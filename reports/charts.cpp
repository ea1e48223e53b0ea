#include "reports/charts.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "base/html_escape.h"

namespace rasd {
namespace {

std::string fixed(double value, int places) {
  std::array<char, 48> buffer;
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value == 0 ? 0.0 : value,
                    std::chars_format::fixed, places);
  return error == std::errc() ? std::string(buffer.data(), end) : "0";
}

std::string px(double value) { return fixed(value, 1); }

// The plot's rectangle and its scales.
class Plot {
 public:
  Plot(const ChartFrame& frame, ChartUnit unit, double top, size_t points)
      : frame_(frame), unit_(unit), ticks_(axis_ticks(top, unit)), points_(points) {}

  double left() const { return 46; }
  double right() const { return frame_.width - 10.0; }
  double above() const { return 12; }
  double below() const { return frame_.height - (frame_.note.empty() ? 26.0 : 42.0); }
  double step() const {
    return points_ ? (right() - left()) / static_cast<double>(points_) : right() - left();
  }
  double x(size_t i) const { return left() + step() * (static_cast<double>(i) + 0.5); }
  double y(double value) const {
    const double share = std::clamp(value / ticks_.back(), 0.0, 1.0);
    return below() - share * (below() - above());
  }

  std::string open() const {
    const std::string id = escape_html(frame_.id);
    return "<svg class=\"chart\" role=\"img\" aria-labelledby=\"" + id + "-t " + id +
           "-d\" lang=\"" + escape_html(frame_.language) + "\" viewBox=\"0 0 " +
           std::to_string(frame_.width) + " " + std::to_string(frame_.height) +
           "\" xmlns=\"http://www.w3.org/2000/svg\"><title id=\"" + id + "-t\">" +
           escape_html(frame_.title) + "</title><desc id=\"" + id + "-d\">" +
           escape_html(frame_.description) + "</desc>";
  }

  std::string axes() const {
    std::string out = "<g class=\"grid\">";
    for (const double tick : ticks_) {
      out += "<path d=\"M" + px(left()) + " " + px(y(tick)) + "H" + px(right()) + "\"/>";
    }
    out += "</g><g class=\"y-labels\">";
    for (const double tick : ticks_) {
      out += "<text x=\"" + px(left() - 6) + "\" y=\"" + px(y(tick) + 4) + "\">" +
             escape_html(label(tick)) + "</text>";
    }
    out += "</g><g class=\"x-labels\">";
    const size_t every = label_step();
    for (size_t i = 0; i < std::min(points_, frame_.x_labels.size()); i += every) {
      out += "<text x=\"" + px(x(i)) + "\" y=\"" + px(below() + 17) + "\">" +
             escape_html(frame_.x_labels[i]) + "</text>";
    }
    out += "</g>";
    if (!frame_.note.empty()) {
      out += "<text class=\"note\" x=\"" + px(frame_.width / 2.0) + "\" y=\"" +
             px(frame_.height - 5.0) + "\">" + escape_html(frame_.note) + "</text>";
    }
    return out;
  }

  std::string outages(const std::vector<ChartOutage>& outages) const {
    if (outages.empty() || points_ == 0) return {};
    const std::string id = escape_html(frame_.id) + "-h";
    std::string out = "<defs><pattern id=\"" + id +
                      "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                      "patternTransform=\"rotate(45)\"><path class=\"hatch\" d=\"M0 0V6\"/>"
                      "</pattern></defs><g class=\"outages\">";
    for (const ChartOutage& outage : outages) {
      const size_t last = std::min(outage.last, points_ - 1);
      if (outage.first > last) continue;
      const double from = x(outage.first) - step() / 2;
      const double to = x(last) + step() / 2;
      out += "<rect x=\"" + px(from) + "\" y=\"" + px(above()) + "\" width=\"" + px(to - from) +
             "\" height=\"" + px(below() - above()) + "\" fill=\"url(#" + id + ")\"><title>" +
             escape_html(outage.label) + "</title></rect>";
    }
    return out + "</g>";
  }

 private:
  std::string label(double tick) const {
    if (frame_.y_label) return frame_.y_label(tick);
    return unit_ == ChartUnit::kPercent ? fixed(tick * 100, 0) + "%" : fixed(tick, 0);
  }
  // Days: every one, or every week and multiples, so that the same weekday is named.
  size_t label_step() const {
    constexpr double room = 40;
    for (const unsigned every : {1u, 2u, 7u, 14u, 28u, 56u, 112u, 224u}) {
      if (step() * static_cast<double>(every) >= room) return every;
    }
    return 448;
  }

  const ChartFrame& frame_;
  ChartUnit unit_;
  std::vector<double> ticks_;
  size_t points_;
};

std::string mark_class(const ChartSeries& series) {
  const int colour = std::clamp(series.colour, 1, 6);
  if (series.style == ChartStyle::kRaw) return "raw r" + std::to_string(colour);
  return "c" + std::to_string(colour);
}

// Calls with each unbroken run [first, last] of points that have what is asked.
template <typename Has, typename Take>
void each_run(const std::vector<ChartPoint>& points, Has has, Take take) {
  for (size_t i = 0; i < points.size(); ++i) {
    if (!has(points[i])) continue;
    size_t last = i;
    while (last + 1 < points.size() && has(points[last + 1])) ++last;
    take(i, last);
    i = last;
  }
}

bool has_interval(const ChartPoint& point) { return point.value && point.low && point.high; }

std::string band(const Plot& plot, const ChartSeries& series) {
  std::string out;
  each_run(series.points, has_interval, [&](size_t first, size_t last) {
    if (first == last) return;
    std::string path = "M";
    for (size_t i = first; i <= last; ++i) {
      path += px(plot.x(i)) + " " + px(plot.y(*series.points[i].high)) + " ";
    }
    for (size_t i = last + 1; i-- > first;) {
      path += px(plot.x(i)) + " " + px(plot.y(*series.points[i].low)) + " ";
    }
    path.back() = 'Z';
    out += "<path class=\"band " + mark_class(series) + "\" d=\"" + path + "\"/>";
  });
  return out;
}

std::string line(const Plot& plot, const ChartSeries& series) {
  std::string path;
  std::string lone;  // a point without neighbours would be invisible as a line
  each_run(
      series.points, [](const ChartPoint& point) { return point.value.has_value(); },
      [&](size_t first, size_t last) {
        for (size_t i = first; i <= last; ++i) {
          path += i == first ? "M" : "L";
          path += px(plot.x(i)) + " " + px(plot.y(*series.points[i].value));
        }
        if (first == last && !has_interval(series.points[first])) {
          lone += "<circle class=\"dot " + mark_class(series) + "\" cx=\"" + px(plot.x(first)) +
                  "\" cy=\"" + px(plot.y(*series.points[first].value)) + "\" r=\"2.5\"/>";
        }
      });
  if (path.empty()) return {};
  return "<path class=\"line " + mark_class(series) + "\" d=\"" + path + "\"/>" + lone;
}

std::string whiskers(const Plot& plot, const ChartSeries& series) {
  std::string out;
  for (size_t i = 0; i < series.points.size(); ++i) {
    const ChartPoint& point = series.points[i];
    if (!has_interval(point)) continue;
    out += "<path class=\"whisker " + mark_class(series) + "\" d=\"M" + px(plot.x(i)) + " " +
           px(plot.y(*point.low)) + "V" + px(plot.y(*point.high)) + "\"/><circle class=\"dot " +
           mark_class(series) + "\" cx=\"" + px(plot.x(i)) + "\" cy=\"" + px(plot.y(*point.value)) +
           "\" r=\"2.6\"/>";
  }
  return out;
}

double highest(const std::vector<ChartSeries>& all) {
  double top = 0;
  for (const ChartSeries& series : all) {
    for (const ChartPoint& point : series.points) {
      top = std::max({top, point.value.value_or(0), point.high.value_or(0)});
    }
  }
  return top;
}

}  // namespace

std::vector<double> axis_ticks(double top, ChartUnit unit) {
  if (!(top > 0)) top = unit == ChartUnit::kPercent ? 0.1 : 1;
  if (unit == ChartUnit::kPercent) top = std::min(top, 1.0);
  double step = std::pow(10, std::floor(std::log10(top)));
  if (unit == ChartUnit::kCount) step = std::max(step, 1.0);
  const auto steps = [&](double by) { return std::ceil(top / by - 1e-9); };
  const double whole = step;
  if (steps(whole) > 5) {
    step = whole * 2;
  } else if (steps(whole) < 3) {
    // 1.2 → steps of .5, .2; counts keep whole steps.
    for (const double part : {0.5, 0.2}) {
      if (unit == ChartUnit::kCount && std::floor(whole * part) != whole * part) continue;
      step = whole * part;
      if (steps(step) >= 3) break;
    }
  }
  std::vector<double> ticks;
  const auto n = static_cast<int>(steps(step));
  for (int i = 0; i <= n; ++i) ticks.push_back(i * step);
  return ticks;
}

std::string line_chart(const LineChart& chart) {
  size_t points = chart.frame.x_labels.size();
  for (const ChartSeries& series : chart.series) points = std::max(points, series.points.size());
  const Plot plot(chart.frame, chart.unit, chart.top.value_or(highest(chart.series)), points);
  std::string out = plot.open() + plot.outages(chart.outages) + plot.axes();
  for (const ChartSeries& series : chart.series) {
    if (series.style == ChartStyle::kMeasured) out += band(plot, series);
  }
  for (const ChartSeries& series : chart.series) out += line(plot, series);
  for (const ChartSeries& series : chart.series) {
    if (series.style == ChartStyle::kMeasured) out += whiskers(plot, series);
  }
  return out + "</svg>";
}

std::string bar_chart(const BarChart& chart) {
  size_t points = chart.frame.x_labels.size();
  for (const ChartSeries& series : chart.series) points = std::max(points, series.points.size());
  std::vector<double> sums(points, 0);
  for (const ChartSeries& series : chart.series) {
    for (size_t i = 0; i < series.points.size(); ++i) {
      sums[i] += series.points[i].value.value_or(0);
    }
  }
  double top = sums.empty() ? 0 : *std::max_element(sums.begin(), sums.end());
  if (chart.line) top = std::max(top, highest({*chart.line}));
  const Plot plot(chart.frame, chart.unit, top, points);
  std::string out = plot.open() + plot.outages(chart.outages) + plot.axes();
  const double gap = std::min(4.0, plot.step() * 0.25);
  std::fill(sums.begin(), sums.end(), 0);
  for (const ChartSeries& series : chart.series) {
    std::string bars;
    for (size_t i = 0; i < series.points.size(); ++i) {
      const double value = series.points[i].value.value_or(0);
      if (value <= 0) continue;
      const double foot = plot.y(sums[i]);
      sums[i] += value;
      const double head = plot.y(sums[i]);
      bars += "<rect x=\"" + px(plot.x(i) - plot.step() / 2 + gap / 2) + "\" y=\"" + px(head) +
              "\" width=\"" + px(plot.step() - gap) + "\" height=\"" + px(foot - head) + "\"/>";
    }
    if (!bars.empty()) out += "<g class=\"bar " + mark_class(series) + "\">" + bars + "</g>";
  }
  if (chart.line) out += line(plot, *chart.line);
  return out + "</svg>";
}

std::string share_bar(const ShareBar& bar) {
  const std::string id = escape_html(bar.frame.id);
  const int width = bar.frame.width;
  constexpr int height = 18;
  std::string out = "<svg class=\"share-bar\" role=\"img\" aria-labelledby=\"" + id + "-t " + id +
                    "-d\" viewBox=\"0 0 " + std::to_string(width) + " " + std::to_string(height) +
                    "\" preserveAspectRatio=\"none\" xmlns=\"http://www.w3.org/2000/svg\"><title "
                    "id=\"" +
                    id + "-t\">" + escape_html(bar.frame.title) + "</title><desc id=\"" + id +
                    "-d\">" + escape_html(bar.frame.description) + "</desc>";
  double at = 0;
  for (const ShareBar::Part& part : bar.parts) {
    const double wide = std::clamp(part.share, 0.0, 1.0) * width;
    const std::string colour = std::to_string(std::clamp(part.colour, 1, 6));
    out += "<rect class=\"bar " + (bar.raw ? "raw r" + colour : "c" + colour) + "\" x=\"" + px(at) +
           "\" y=\"0\" width=\"" + px(wide) + "\" height=\"" + std::to_string(height) +
           "\"><title>" + escape_html(part.name) + "</title></rect>";
    at += wide;
  }
  return out + "</svg>";
}

std::string chart_legend(const std::vector<ChartSeries>& all, std::string_view outage) {
  const std::string open =
      "<li><svg class=\"key\" viewBox=\"0 0 28 12\" aria-hidden=\"true\" "
      "xmlns=\"http://www.w3.org/2000/svg\">";
  std::string out = "<ul class=\"legend\">";
  for (const ChartSeries& series : all) {
    const std::string mark = mark_class(series);
    out += open;
    if (series.style == ChartStyle::kMeasured) {
      out += "<rect class=\"band " + mark + "\" x=\"0\" y=\"1\" width=\"28\" height=\"10\"/>";
      out += "<path class=\"whisker " + mark + "\" d=\"M14 1V11\"/><circle class=\"dot " + mark +
             "\" cx=\"14\" cy=\"6\" r=\"2.6\"/>";
    }
    out += "<path class=\"line " + mark + "\" d=\"M0 6H28\"/></svg>" + escape_html(series.name) +
           "</li>";
  }
  if (!outage.empty()) {
    out += open + "<path class=\"hatch\" d=\"M2 11L10 1M9 11L17 1M16 11L24 1\"/></svg>" +
           escape_html(outage) + "</li>";
  }
  return out + "</ul>";
}

std::string sparkline(const std::vector<double>& values, std::string_view title,
                      std::string_view id) {
  constexpr double width = 96;
  constexpr double height = 22;
  const std::string name = escape_html(id);
  std::string out = "<svg class=\"spark\" role=\"img\" aria-labelledby=\"" + name +
                    "-t\" viewBox=\"0 0 96 22\" xmlns=\"http://www.w3.org/2000/svg\"><title id=\"" +
                    name + "-t\">" + escape_html(title) + "</title>";
  const double top = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
  std::string path;
  for (size_t i = 0; i < values.size(); ++i) {
    const double x = values.size() < 2 ? width / 2
                                       : 2 + (width - 4) * static_cast<double>(i) /
                                                 static_cast<double>(values.size() - 1);
    const double y =
        top > 0 ? height - 2 - std::max(0.0, values[i]) / top * (height - 4) : height - 2;
    path += (i ? "L" : "M") + px(x) + " " + px(y);
    if (i + 1 == values.size()) {
      out += "<circle class=\"dot c1\" cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"2\"/>";
    }
  }
  if (!path.empty()) out += "<path class=\"line c1\" d=\"" + path + "\"/>";
  return out + "</svg>";
}

}  // namespace rasd
