#include "reports/charts.h"

namespace rasd {

std::string_view chart_css() {
  return R"css(
svg{direction:ltr}
svg text{unicode-bidi:plaintext;font-family:inherit;font-size:11px;fill:#4a5560}
svg.chart{display:block;width:100%;height:auto}
svg.share-bar{display:block;width:100%;height:18px}
svg.spark{width:96px;height:22px;vertical-align:middle}
svg.key{width:28px;height:12px;flex:none}
.grid path{stroke:#e3e7ea;stroke-width:1;fill:none}
.y-labels text{text-anchor:end}
.x-labels text,svg text.note{text-anchor:middle}
svg text.note{font-size:10px;fill:var(--soft,#55616b)}
.line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.whisker{fill:none;stroke-width:1.2}
.dot{stroke:#fff;stroke-width:.8}
.band{stroke:none;opacity:.18}
.hatch{stroke:#9aa5ad;stroke-width:1.2;fill:none}
.outages rect{opacity:.55}
.c1.line,.c1.whisker{stroke:#1f5f8b}.bar.c1,.dot.c1,.band.c1{fill:#1f5f8b}
.c2.line,.c2.whisker{stroke:#a8402b}.bar.c2,.dot.c2,.band.c2{fill:#a8402b}
.c3.line,.c3.whisker{stroke:#2c7a4b}.bar.c3,.dot.c3,.band.c3{fill:#2c7a4b}
.c4.line,.c4.whisker{stroke:#7a4f94}.bar.c4,.dot.c4,.band.c4{fill:#7a4f94}
.c5.line,.c5.whisker{stroke:#a87508}.bar.c5,.dot.c5,.band.c5{fill:#a87508}
.c6.line,.c6.whisker{stroke:#56707d}.bar.c6,.dot.c6,.band.c6{fill:#56707d}
.raw.line{stroke:#8b949b;stroke-width:1.4;stroke-dasharray:4 4}
.raw.dot{fill:#8b949b}
.raw.bar{fill:#c9d0d5;stroke:#8b949b;stroke-dasharray:3 3}
.raw.r2.bar{fill:#b4bdc3}.raw.r3.bar{fill:#dde2e5}.raw.r4.bar{fill:#eceff1}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:.25rem 0;padding:0;font-size:.85rem}
.legend li{display:flex;align-items:center;gap:.4rem}
)css";
}

}  // namespace rasd
