#include "crawler/date_labels.h"

namespace rasd {
namespace {

constexpr std::string_view kUpdated[] = {
    "تحديث",       "تعديل",      "اخر تغيير",   "update",     "modified",    "last edit",
    "last change", "revised",    "last review", "aktualis",   "geandert",    "bearbeitet",
    "anderung",    "stand:",     "stand ",      "mis a jour", "mise a jour", "modifie",
    "actualiz",    "modificado", "atualizad",   "aggiornat",  "modifica",    "guncelle",
    "обновл",      "изменен",    "bijgewerkt",  "gewijzigd",  "zaktualiz",   "uppdaterad",
    "opdateret",   "oppdatert",  "更新",        "به روز",     "بروزرساني",   "modified"};
constexpr std::string_view kPublished[] = {"نشر",
                                           "تاريخ",
                                           "انتشار",
                                           "كتب في",
                                           "publish",
                                           "posted",
                                           "created",
                                           "released",
                                           "issued",
                                           "written on",
                                           "submitted",
                                           "veroffentlicht",
                                           "erstellt",
                                           "publie",
                                           "mis en ligne",
                                           "poste le",
                                           "redige le",
                                           "publicad",
                                           "publicat",
                                           "pubblicat",
                                           "postato",
                                           "yayin",
                                           "eklenme",
                                           "опубликован",
                                           "geplaatst",
                                           "gepubliceerd",
                                           "opublikowan",
                                           "dodano",
                                           "publicerad",
                                           "publisert",
                                           "발행",
                                           "发布",
                                           "公開",
                                           "eingestellt",
                                           "date:",
                                           "datum:",
                                           "date de parution",
                                           "verschenen",
                                           "geschrieben am",
                                           "entstanden",
                                           "vom "};

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// Where the word starts in the line, not inside a Latin word: "date:" is not in "update:".
size_t find_word(std::string_view line, std::string_view word) {
  size_t at = line.find(word);
  while (at != std::string_view::npos && at > 0 && line[at - 1] >= 'a' && line[at - 1] <= 'z')
    at = line.find(word, at + 1);
  return at;
}

}  // namespace

DateLabel date_label(std::string_view line, size_t& published_at) {
  published_at = std::string_view::npos;
  for (const std::string_view word : kPublished) {
    const size_t at = find_word(line, word);
    if (at < published_at) published_at = at;
  }
  if (published_at != std::string_view::npos) return DateLabel::kPublished;
  for (const std::string_view word : kUpdated)
    if (find_word(line, word) != std::string_view::npos) return DateLabel::kUpdated;
  return DateLabel::kNone;
}

DateLabel label_of_name(std::string_view name) {
  for (const char* word : {"publish", "posted", "pubdate", "pub-date", "pub_date", "entry-date",
                           "post-date", "postdate", "post_date", "created", "entry-time",
                           "article-date", "article__date", "date-header", "nashr", "fecha-pub"})
    if (holds(name, word)) return DateLabel::kPublished;
  for (const char* word : {"modif", "update", "lastmod", "changed", "revis"})
    if (holds(name, word)) return DateLabel::kUpdated;
  return DateLabel::kNone;
}

bool names_date(std::string_view name) {
  for (size_t at = name.find("date"); at != std::string_view::npos;
       at = name.find("date", at + 4)) {
    const std::string_view before = name.substr(0, at);
    const auto ends = [&](std::string_view word) {
      return before.size() >= word.size() && before.substr(before.size() - word.size()) == word;
    };
    if (!ends("candi") && !ends("vali") && !ends("man")) return true;
  }
  for (const char* word :
       {"time",         "publish",   "posted",    "tarikh",      "datum",     "fecha",
        "byline",       "author",    "autor",     "pubinfo",     "post-meta", "entry-meta",
        "article-meta", "postmeta",  "published", "created",     "dated",     "dato",
        "tarih",        "parution",  "subline",   "submitted",   "zeit",      "article-info",
        "postinfo",     "post-info", "meta-info", "articleinfo", "news-info", "clock",
        "calendar-o"})
    if (holds(name, word)) return true;
  return false;
}

}  // namespace rasd
