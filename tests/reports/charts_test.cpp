#include "reports/charts.h"

#include <gtest/gtest.h>
#include <libxml/parser.h>

namespace rasd {
namespace {

// Well-formed, and no style attribute or script: what the desk's policy allows.
void expect_clean(const std::string& svg) {
  xmlDocPtr document = xmlReadMemory(svg.data(), static_cast<int>(svg.size()), "chart.svg", nullptr,
                                     XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET);
  EXPECT_NE(document, nullptr) << svg;
  xmlFreeDoc(document);
  EXPECT_EQ(svg.find("style="), std::string::npos);
  EXPECT_EQ(svg.find("<script"), std::string::npos);
}

size_t count(const std::string& text, std::string_view what) {
  size_t found = 0;
  for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

LineChart tone_chart() {
  LineChart chart;
  chart.unit = ChartUnit::kPercent;
  chart.frame.id = "tone";
  chart.frame.title = "نبرة <سلبية>";
  chart.frame.x_labels = {"1/11", "2/11", "3/11", "4/11"};
  ChartSeries raw{"raw", 1, ChartStyle::kRaw, {{0.3, {}, {}}, {0.4, {}, {}}, {}, {0.2, {}, {}}}};
  ChartSeries measured{"measured",
                       2,
                       ChartStyle::kMeasured,
                       {{0.3, 0.2, 0.42}, {0.35, 0.25, 0.45}, {}, {0.5, 0.3, 0.7}}};
  chart.series = {raw, measured};
  chart.outages = {{2, 2, "صامت"}};
  return chart;
}

TEST(Charts, LineChartStructure) {
  const std::string svg = line_chart(tone_chart());
  expect_clean(svg);
  EXPECT_EQ(svg, line_chart(tone_chart()));  // the same input, the same bytes
  EXPECT_NE(svg.find("<title id=\"tone-t\">نبرة &lt;سلبية&gt;</title>"), std::string::npos);
  EXPECT_NE(svg.find("role=\"img\" aria-labelledby=\"tone-t tone-d\""), std::string::npos);
  EXPECT_EQ(count(svg, "class=\"band c2\""), 1u);     // only where two neighbours have intervals
  EXPECT_EQ(count(svg, "class=\"whisker c2\""), 3u);  // every measured point
  EXPECT_EQ(count(svg, "class=\"line raw r1\""), 1u);
  EXPECT_EQ(count(svg, "class=\"line c2\""), 1u);
  EXPECT_EQ(count(svg, "fill=\"url(#tone-h)\""), 1u);  // the outage
  EXPECT_EQ(count(svg, "<title>صامت</title>"), 1u);
  // A raw line never has a band or whiskers.
  EXPECT_EQ(count(svg, "band raw"), 0u);
  EXPECT_EQ(count(svg, "whisker raw"), 0u);
}

TEST(Charts, GoldenSparkline) {
  EXPECT_EQ(sparkline({1, 3, 2}, "سبعة أيام", "s1"),
            "<svg class=\"spark\" role=\"img\" aria-labelledby=\"s1-t\" viewBox=\"0 0 96 22\" "
            "xmlns=\"http://www.w3.org/2000/svg\"><title id=\"s1-t\">سبعة أيام</title>"
            "<circle class=\"dot c1\" cx=\"94.0\" cy=\"8.0\" r=\"2\"/>"
            "<path class=\"line c1\" d=\"M2.0 14.0L48.0 2.0L94.0 8.0\"/></svg>");
}

TEST(Charts, BarsStackToTheirSum) {
  BarChart chart;
  chart.frame.id = "v";
  chart.frame.x_labels = {"a", "b"};
  chart.series = {{"news", 1, ChartStyle::kCounted, {{10, {}, {}}, {5, {}, {}}}},
                  {"posts", 2, ChartStyle::kCounted, {{10, {}, {}}, {0, {}, {}}}}};
  const std::string svg = bar_chart(chart);
  expect_clean(svg);
  // 240 high plot from y 12 to 234; the axis ends at 20.
  EXPECT_NE(svg.find("y=\"123.0\""), std::string::npos);
  EXPECT_NE(svg.find("y=\"12.0\" width"), std::string::npos);
  EXPECT_EQ(count(svg, "<rect"), 3u);
}

TEST(Charts, NothingToDraw) {
  expect_clean(line_chart({}));
  expect_clean(bar_chart({}));
  expect_clean(sparkline({}, "", "x"));
  expect_clean(share_bar({}));
  LineChart outage_only;
  outage_only.outages = {{3, 9, "x"}};
  expect_clean(line_chart(outage_only));
}

TEST(Charts, AxisTicks) {
  using Ticks = std::vector<double>;
  const struct {
    double top;
    ChartUnit unit;
    Ticks ticks;
  } cases[] = {
      {0, ChartUnit::kCount, {0, 1}},
      {1, ChartUnit::kCount, {0, 1}},
      {3, ChartUnit::kCount, {0, 1, 2, 3}},
      {7, ChartUnit::kCount, {0, 2, 4, 6, 8}},
      {12, ChartUnit::kCount, {0, 5, 10, 15}},
      {40, ChartUnit::kCount, {0, 10, 20, 30, 40}},
      {130, ChartUnit::kCount, {0, 50, 100, 150}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.top);
    EXPECT_EQ(axis_ticks(c.top, c.unit), c.ticks);
  }
  const Ticks percent = axis_ticks(0.37, ChartUnit::kPercent);
  EXPECT_NEAR(percent.back(), 0.4, 1e-12);
  EXPECT_NEAR(axis_ticks(7, ChartUnit::kPercent).back(), 1, 1e-12);
}

}  // namespace
}  // namespace rasd
