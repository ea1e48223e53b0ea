#include "demo/grammar.h"

#include <algorithm>
#include <cctype>

#include "base/utf8.h"

namespace rasd {

std::string capitalised(std::string text) {
  if (!text.empty()) text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
  return text;
}

Grammar::Grammar(std::initializer_list<std::string_view> texts) {
  for (std::string_view text : texts) {
    Section* current = nullptr;
    while (!text.empty()) {
      const size_t end = std::min(text.find('\n'), text.size());
      const std::string_view line = trim(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
      if (line.empty() || line.starts_with("# ")) continue;
      if (line[0] == '@') {
        current = &sections_[std::string(trim(line.substr(1)))];
      } else if (current == nullptr) {
        continue;
      } else if (line.starts_with("H ")) {
        current->heads.emplace_back(trim(line.substr(2)));
      } else if (line.starts_with("L ")) {
        current->leads.emplace_back(trim(line.substr(2)));
      } else if (line.starts_with("B ")) {
        current->bodies.emplace_back(trim(line.substr(2)));
      } else if (line.starts_with("B! ")) {
        current->bodies.emplace_back("!" + std::string(trim(line.substr(3))));
      } else {
        current->lines.emplace_back(line);
      }
    }
  }
}

bool Grammar::has(std::string_view name) const { return sections_.find(name) != sections_.end(); }

size_t Grammar::size() const {
  size_t n = 0;
  for (const auto& [name, s] : sections_) {
    n += s.lines.size() + s.heads.size() + s.leads.size() + s.bodies.size();
  }
  return n;
}

std::vector<std::string> Grammar::sections(std::string_view prefix) const {
  std::vector<std::string> names;
  for (auto it = sections_.lower_bound(prefix); it != sections_.end(); ++it) {
    if (!it->first.starts_with(prefix)) break;
    names.push_back(it->first);
  }
  return names;
}

const std::vector<std::string>& Grammar::lines(std::string_view name) const {
  return section(name).lines;
}

const Grammar::Section& Grammar::section(std::string_view name) const {
  static const Section kNone;
  const auto it = sections_.find(name);
  return it == sections_.end() ? kNone : it->second;
}

std::string Grammar::expand(std::string_view sentence, const Facts& facts, Random& random) const {
  std::string out;
  for (size_t at = 0; at < sentence.size();) {
    const char c = sentence[at];
    const char closing = c == '{' ? '}' : ']';
    const size_t end = c == '{' || c == '[' ? sentence.find(closing, at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += c;
      ++at;
      continue;
    }
    const std::string_view inside = sentence.substr(at + 1, end - at - 1);
    at = end + 1;
    if (c == '[') {
      std::vector<std::string_view> options(1);
      for (size_t from = 0;;) {
        const size_t bar = inside.find('|', from);
        options.back() = inside.substr(from, bar - from);
        if (bar == std::string_view::npos) break;
        from = bar + 1;
        options.emplace_back();
      }
      out += expand(options[random.below(options.size())], facts, random);
    } else if (const auto fact = facts.find(inside); fact != facts.end()) {
      out += fact->second;
    } else if (const Section& s = section(inside); !s.lines.empty()) {
      out += expand(random.pick(s.lines), facts, random);
    } else {
      out.append("{").append(inside).append("}");
    }
  }
  return squeeze_spaces(out);
}

std::string Grammar::take(const std::vector<std::string>& from, Random& random,
                          std::set<std::string>& used) const {
  std::vector<std::string> fresh;
  for (const std::string& sentence : from) {
    if (!used.contains(sentence)) fresh.push_back(sentence);
  }
  if (from.empty()) return {};
  const std::string& taken = fresh.empty() ? random.pick(from) : random.pick(fresh);
  used.insert(taken);
  return taken;
}

Composed Grammar::compose(std::string_view name, const Facts& facts, size_t bodies, Random& random,
                          std::set<std::string>& used, Reuse reuse) const {
  const Section& s = section(name);
  Composed text;
  const auto is_used = [&](const std::string& sentence) { return used.contains(sentence); };
  if (reuse == Reuse::kNever && std::all_of(s.leads.begin(), s.leads.end(), is_used)) return text;
  std::string lead;
  if (s.heads.size() == s.leads.size()) {
    // Written in pairs: the headline is that of its lead.
    lead = take(s.leads, random, used);
    const auto at = std::find(s.leads.begin(), s.leads.end(), lead) - s.leads.begin();
    text.headline = s.heads.empty() ? "" : s.heads[static_cast<size_t>(at)];
  } else {
    text.headline = take(s.heads, random, used);
    lead = take(s.leads, random, used);
  }
  text.lead = lead;
  text.headline = capitalised(expand(text.headline, facts, random));
  text.paragraphs.push_back(capitalised(expand(lead, facts, random)));

  // Which bodies: those marked, then fresh ones, then used ones; told in the order written.
  std::vector<size_t> fresh, stale, chosen;
  for (size_t i = 0; i < s.bodies.size(); ++i) {
    if (is_used(s.bodies[i]) && reuse == Reuse::kNever) continue;
    if (s.bodies[i].starts_with('!')) {
      chosen.push_back(i);
    } else {
      (is_used(s.bodies[i]) ? stale : fresh).push_back(i);
    }
  }
  random.shuffle(fresh);
  random.shuffle(stale);
  fresh.insert(fresh.end(), stale.begin(), stale.end());
  for (const size_t i : fresh) {
    if (chosen.size() >= bodies) break;
    chosen.push_back(i);
  }
  std::sort(chosen.begin(), chosen.end());
  for (const size_t i : chosen) {
    const std::string& body = s.bodies[i];
    used.insert(body);
    const bool always = body.starts_with('!');
    text.paragraphs.push_back(expand(always ? body.substr(1) : body, facts, random));
  }
  return text;
}

}  // namespace rasd
