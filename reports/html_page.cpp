#include "reports/html_page.h"

#include "base/html_escape.h"
#include "reports/charts.h"
#include "reports/digest_render.h"

namespace rasd {
namespace {

// Of both reports; logical properties only, so that one sheet serves both directions.
constexpr std::string_view kReportCss = R"css(
.report{--ink:#1c2329;--soft:#55616b;--line:#dde3e7;--ground:#f5f7f8;--accent:#1f5f8b;--bad:#a8402b;--good:#2c7a4b;
 font-family:"IBM Plex Sans Arabic","Noto Sans Arabic","Segoe UI",system-ui,"DejaVu Sans",sans-serif;
 color:var(--ink);line-height:1.6;max-width:60rem;margin-inline:auto;overflow-wrap:anywhere}
.report h1{font-size:1.6rem;margin:0 0 .2rem;line-height:1.3}
.report h2{font-size:1.15rem;margin:1.8rem 0 .6rem;padding-block-end:.3rem;border-block-end:2px solid var(--line)}
.report h2 small{font-weight:400;font-size:.85rem;color:var(--soft)}
.report h3{font-size:1rem;margin:.2rem 0;line-height:1.5;font-weight:600}
.report p{margin:.3rem 0}
.report small,.report .meta,.report .rule{color:var(--soft)}
.report .meta,.report .rule,.report small{font-size:.85rem}
.report .day{font-size:1.1rem}
.report a{color:var(--accent);text-decoration:none}
.report a:hover,.report a:focus{text-decoration:underline}
.report .warning{background:#fdf3e1;border-inline-start:4px solid #a87508;padding:.4rem .8rem}
.report .coverage{background:var(--ground);border-inline-start:4px solid var(--good);padding:.6rem 1rem;margin-block:1rem}
.report .coverage.trouble{border-inline-start-color:var(--bad)}
.report .coverage h2{border:0;margin:0;padding:0}
.report .reached{font-weight:600}
.report .troubles{list-style:none;margin:0;padding:0}
.report .troubles li{display:flex;flex-wrap:wrap;gap:.1rem .8rem;padding-block:.15rem}
.report .troubles b{font-weight:600;min-inline-size:10rem}
.report .incident{border:1px solid var(--line);border-radius:6px;padding:.7rem 1rem;margin-block:.7rem}
.report .incident h3{font-size:1.1rem}
.report .lead{color:var(--soft)}
.report .quiet{font-size:1.05rem}
.report ol{list-style:none;margin:0;padding:0}
.report ol>li{padding-block:.45rem;border-block-end:1px solid var(--line)}
.report ol h3{font-weight:500}
.report .facts{display:flex;flex-wrap:wrap;gap:.1rem .9rem;list-style:none;margin:0;padding:0;font-size:.85rem;color:var(--soft)}
.report .facts .source{color:var(--ink)}
.report .type{color:var(--bad)}
.report .strip{display:flex;gap:.25rem}
.report .strip span{background:var(--ground);border:1px solid var(--line);border-radius:3px;padding-inline:.35rem}
.report .strip .k-news{border-inline-start:4px solid #1f5f8b}
.report .strip .k-post{border-inline-start:4px solid #a87508}
.report .strip .k-comment{border-inline-start:4px solid #7a4f94}
.report .strip .k-statement{border-inline-start:4px solid #2c7a4b}
.report .badge{border-radius:3px;padding-inline:.4rem;font-weight:600;background:var(--line);white-space:nowrap}
.report .badge.up,.report .badge.new{background:#fbe6e0;color:#8a2f1d}
.report .badge.down{background:#e1eef7;color:#174a6d}
.report .badge.usual{background:var(--ground);color:var(--soft);font-weight:400}
.report .more{color:var(--soft)}
.report .observations{background:var(--ground);padding:.1rem 1rem .6rem}
.report .scroll{overflow-x:auto}
.report table{border-collapse:collapse;inline-size:100%;font-size:.9rem}
.report th,.report td{text-align:start;padding:.3rem .6rem;border-block-end:1px solid var(--line);vertical-align:top}
.report th{font-weight:500}
.report thead th{color:var(--soft);white-space:nowrap}
.report .n{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
.report th[scope=row]{min-inline-size:6.5rem}
.report .scroll{overflow-wrap:normal}
.report .keep,.report .shares th[scope=row],.report .volume th[scope=row]{white-space:nowrap}
.report td:last-child{min-inline-size:8rem}
.report td.n:last-child{min-inline-size:0}
.report .sum th,.report .sum td{font-weight:600}
.report .unmeasured td,.report td.unmeasured{color:#7b858c;font-style:italic}
.report tr.outage th::before{content:"▨ ";color:#7b858c}
.report footer{margin-block-start:2rem;border-block-start:2px solid var(--line);padding-block-start:.6rem;font-size:.9rem}
.report .headline{font-size:1.25rem;font-weight:600;margin-block:.8rem .2rem}
.report .standing{display:inline-block;background:#eef3f6;border-inline-start:4px solid var(--accent);padding:.2rem .7rem;margin-block:.3rem}
.report figure{margin:1rem 0}
.report figcaption{font-weight:600}
.report figure .standing{font-size:.8rem;font-weight:400;padding-block:0}
.report .panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr));gap:1rem}
.report .panels figure{margin:0}
.report .stance{border-inline-start:3px solid var(--line);padding-inline-start:.35rem}
.report .stance.against{border-color:var(--bad);color:var(--bad)}
.report .stance.favourable{border-color:var(--good);color:var(--good)}
.report .narrow{display:none}
.report details summary{cursor:pointer;color:var(--accent)}
@media (max-width:40rem){
 .report .wide{display:none}.report .narrow{display:block}.report .keep{white-space:normal}.report th[scope=row]{min-inline-size:4.5rem}
 .report h1{font-size:1.35rem}.report th,.report td{padding-inline:.35rem}
 .report .coverage,.report .incident{padding-inline:.7rem}
}
@media print{.report details:not([open])>*{display:block}.report a{color:inherit}.report .incident,.report figure,.report ol>li{break-inside:avoid}}
)css";

}  // namespace

std::string report_css() { return std::string(kReportCss) + std::string(chart_css()); }

std::string html_page(std::string_view title, const Wording& words, std::string_view body) {
  std::string out = "<!DOCTYPE html>\n<html lang=\"" + std::string(words.tag()) + "\" dir=\"" +
                    std::string(words.dir()) +
                    "\"><head><meta charset=\"utf-8\">"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                    "style-src 'unsafe-inline'; img-src data:\">"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                    "<meta name=\"referrer\" content=\"no-referrer\"><title>" +
                    escape_html(title) +
                    "</title><style>body{margin:0;padding:1rem;background:#fff}" + report_css() +
                    "</style></head><body><main>";
  out += body;
  return out + "</main></body></html>\n";
}

void HtmlReport::open(std::string_view kind) {
  out_ = "<article class=\"report " + std::string(kind) + "\" lang=\"" + std::string(words_.tag()) +
         "\" dir=\"" + std::string(words_.dir()) + "\">";
}

std::string HtmlReport::close() {
  out_ += "</article>";
  return std::move(out_);
}

std::string HtmlReport::say(Phrase phrase) const { return escape_html(words_.say(phrase)); }

std::string HtmlReport::say(Phrase phrase, std::initializer_list<PhraseArgument> arguments) const {
  return escape_html(words_.say(phrase, arguments));
}

void HtmlReport::open_table(const std::string& heads) {
  out_ +=
      "<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>" + heads + "</tr></thead><tbody>";
}

void HtmlReport::close_table() { out_ += "</tbody></table></div>"; }

}  // namespace rasd
