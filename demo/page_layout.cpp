#include "demo/page_layout.h"

#include "base/html_escape.h"
#include "demo/markup.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr std::string_view kStyle =
    "body{font-family:'Noto Naskh Arabic','Amiri',Georgia,serif;margin:0;color:#222;"
    "background:#f6f5f2;line-height:1.8}main,article{max-width:44rem;margin:auto}"
    "header,footer,nav{background:#24363f;color:#fff;padding:.6rem 1rem}a{color:#1b5c77}"
    "nav a,header a,footer a{color:#fff;margin-inline-end:1rem}h1{line-height:1.4}"
    ".ad{border:1px dashed #bbb;color:#999;text-align:center;padding:1rem;margin:1rem 0}"
    "aside,.related,.comments{max-width:44rem;margin:1rem auto;font-size:.9em}";

struct Words {
  const char *home, *politics, *economy, *security, *sport, *more, *share, *copy, *advert,
      *comments, *rights, *about, *contact, *by, *published, *newsletter, *next, *previous;
};
constexpr Words kArabic = {"الرئيسية",
                           "سياسة",
                           "اقتصاد",
                           "أمن وقضاء",
                           "رياضة",
                           "اقرأ أيضا",
                           "شارك الخبر",
                           "نسخ الرابط",
                           "مساحة إعلانية",
                           "التعليقات",
                           "جميع الحقوق محفوظة",
                           "من نحن",
                           "اتصل بنا",
                           "كتب",
                           "نُشر في",
                           "اشترك في النشرة البريدية ليصلك كل جديد",
                           "التالي",
                           "السابق"};
constexpr Words kEnglish = {"Home",
                            "Politics",
                            "Economy",
                            "Crime & courts",
                            "Sport",
                            "Read more",
                            "Share this story",
                            "Copy link",
                            "Advertisement",
                            "Comments",
                            "All rights reserved",
                            "About us",
                            "Contact",
                            "By",
                            "Published",
                            "Sign up for our morning newsletter",
                            "Next",
                            "Previous"};

/// Builds one page; every text goes through e().
class Page {
 public:
  Page(const PageParts& parts, const WorldItem* item)
      : p_(parts),
        outlet_(parts.world.outlets[parts.outlet]),
        item_(item),
        w_(outlet_.language == "en" ? kEnglish : kArabic) {}

  std::string article() {
    switch (outlet_.layout) {
      case 0:
        return modern();
      case 1:
        return nested();
      case 2:
        return microdata();
      case 3:
        return magazine();
      case 4:
        return bare();
      case 5:
        return tables();
      case 6:
        return blog();
      default:
        return office();
    }
  }

  std::string list(const std::vector<size_t>& items, size_t page, size_t pages) {
    std::string body =
        "<h2>" + e(page == 1 ? outlet_.slogan : w_.more) + "</h2><ul class=\"list\">";
    for (const size_t i : items) {
      const WorldItem& item = p_.world.items[i];
      const std::string title = item.title.empty() ? item.paragraphs[0] : item.title;
      body += "<li><a href=\"" + item.path + "\">" + e(title) + "</a> <small>" +
              short_date(item.published) + "</small></li>\n";
    }
    body += "</ul><p class=\"pager\">";
    if (page > 1)
      body += "<a rel=\"prev\" href=\"?page=" + std::to_string(page - 1) + "\">" + w_.previous +
              "</a> ";
    if (page < pages)
      body += "<a rel=\"next\" href=\"?page=" + std::to_string(page + 1) + "\">" + w_.next + "</a>";
    return open(outlet_.name, "") + banner() + "<main>" + body + "</p></main>" + footer();
  }

  std::string post() {
    const std::string title = "@" + item_->author + " - " + outlet_.name;
    return open(title, "<meta property=\"og:type\" content=\"article\">") +
           "<header><a href=\"/\">" + e(outlet_.name) +
           "</a></header><main><div class=\"status\"><b>@" + e(item_->author) +
           "</b><div class=\"status__content\" dir=\"auto\"><p>" + e(item_->paragraphs[0]) +
           "</p></div><time datetime=\"" + rfc3339_local(item_->published) + "\">" +
           short_date(item_->published) + "</time></div></main></body></html>";
  }

 private:
  static std::string e(std::string_view text) { return escape_html(text); }
  std::string url() const { return p_.base + item_->path; }

  std::string open(std::string_view title, std::string_view head) const {
    const bool arabic = outlet_.language == "ar";
    return "<!DOCTYPE html>\n<html lang=\"" + outlet_.language + "\" dir=\"" +
           (arabic ? "rtl" : "ltr") + "\"><head><meta charset=\"" +
           (outlet_.windows_1256 ? "windows-1256" : "utf-8") +
           "\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>" +
           e(title) + "</title><style>" + std::string(kStyle) + "</style>\n" + std::string(head) +
           "</head><body>\n";
  }

  std::string menu() const {
    std::string out;
    const char* names[] = {w_.home, w_.politics, w_.economy, w_.security, w_.sport};
    const char* paths[] = {"/", "/section/politics", "/section/economy", "/section/security",
                           "/section/sport"};
    for (int i = 0; i < 5; ++i) {
      out += std::string("<a href=\"") + paths[i] + "\">" + w_text(names[i]) + "</a>";
    }
    return out;
  }
  static std::string w_text(const char* text) { return escape_html(text); }

  std::string banner() const {
    return "<header><a class=\"logo\" href=\"/\">" + e(outlet_.name) + "</a> <span>" +
           e(outlet_.slogan) + "</span></header>\n<nav>" + menu() + "</nav>\n";
  }
  std::string footer() const {
    return "\n<footer><p>" + e(w_.rights) + " © " + e(outlet_.name) + "</p><a href=\"/about\">" +
           e(w_.about) + "</a><a href=\"/contact\">" + e(w_.contact) +
           "</a></footer></body></html>";
  }
  std::string share() const {
    return "<div class=\"share-bar\">" + e(w_.share) +
           ": <a href=\"#\">F</a> <a href=\"#\">X</a> <a href=\"#\">W</a> <button>" + e(w_.copy) +
           "</button></div>\n";
  }
  std::string related() const {
    std::string out = "<aside class=\"related\"><h3>" + e(w_.more) + "</h3><ul>";
    for (const size_t i : p_.related) {
      const WorldItem& item = p_.world.items[i];
      out += "<li><a href=\"" + item.path + "\">" + e(item.title) + "</a></li>";
    }
    return out + "</ul></aside>\n";
  }
  std::string advert() const { return "<div class=\"ad\">" + e(w_.advert) + "</div>\n"; }

  std::string paragraphs(bool with_advert = false) const {
    std::string out;
    for (size_t i = 0; i < item_->paragraphs.size(); ++i) {
      out += "<p>" + e(item_->paragraphs[i]) + "</p>\n";
      if (with_advert && i == 1) out += advert();
    }
    return out;
  }

  std::string open_graph() const {
    return "<link rel=\"canonical\" href=\"" + url() +
           "\"><meta property=\"og:type\" content=\"article\">" +
           "<meta property=\"og:title\" content=\"" + e(item_->title) +
           "\"><meta property=\"og:url\" content=\"" + url() +
           "\"><meta property=\"og:site_name\" content=\"" + e(outlet_.name) +
           "\"><meta property=\"og:description\" content=\"" + e(item_->paragraphs[0]) +
           "\"><meta property=\"article:published_time\" content=\"" +
           rfc3339_local(item_->published) + "\"><meta property=\"article:section\" content=\"" +
           e(item_->section) + "\">\n";
  }
  std::string json_ld() const {
    JsonBuffer buffer;
    JsonWriter w(buffer);
    w.StartObject();
    put(w, "@context", "https://schema.org");
    put(w, "@type", "NewsArticle");
    put(w, "headline", item_->title);
    put(w, "datePublished", rfc3339_local(item_->published));
    put(w, "dateModified", rfc3339_local(item_->published));
    put(w, "mainEntityOfPage", url());
    put(w, "inLanguage", item_->language);
    put(w, "articleSection", item_->section);
    put_key(w, "author");
    w.StartObject();
    put(w, "@type", "Person");
    put(w, "name", item_->author);
    w.EndObject();
    put_key(w, "publisher");
    w.StartObject();
    put(w, "@type", "NewsMediaOrganization");
    put(w, "name", outlet_.name);
    w.EndObject();
    w.EndObject();
    std::string json(buffer.GetString(), buffer.GetSize());
    // "</script>" inside a string would end the element.
    for (size_t at = 0; (at = json.find("</", at)) != std::string::npos;)
      json.replace(at, 2, "<\\/");
    return "<script type=\"application/ld+json\">" + json + "</script>\n";
  }

  std::string modern() const {
    return open(item_->title + " | " + outlet_.name, open_graph() + json_ld()) + banner() +
           "<main><article class=\"story\"><h1>" + e(item_->title) +
           "</h1><div class=\"meta\"><span class=\"byline\">" + e(w_.by) + " " + e(item_->author) +
           "</span> <time datetime=\"" + rfc3339_local(item_->published) + "\">" +
           long_date(item_->published, item_->language) + "</time></div>\n" + share() +
           "<div class=\"story-body\">" + paragraphs() + "</div>" + share() +
           "</article></main>\n" + related() + "<section class=\"newsletter\"><p>" +
           e(w_.newsletter) + "</p></section>" + footer();
  }
  std::string nested() const {
    return open(item_->title, open_graph()) + "<div id=\"wrap\"><div id=\"top\">" + banner() +
           "</div><div id=\"content\"><div class=\"col-main\"><div class=\"news-title\"><h1>" +
           e(item_->title) + "</h1></div><div class=\"news-date\">" + e(w_.published) + ": " +
           long_date(item_->published, item_->language) + "</div><div class=\"news-text\">\n" +
           paragraphs() + "</div>" + share() + "</div><div class=\"col-side\">" + advert() +
           related() + "</div></div>" + "</div>" + footer();
  }
  std::string microdata() const {
    return open(item_->title + " - " + outlet_.name,
                "<link rel=\"canonical\" href=\"" + url() + "\">") +
           banner() +
           "<main><div itemscope itemtype=\"https://schema.org/NewsArticle\">"
           "<h1 itemprop=\"headline\">" +
           e(item_->title) + "</h1><span itemprop=\"author\">" + e(item_->author) +
           "</span> <time itemprop=\"datePublished\" datetime=\"" +
           rfc3339_local(item_->published) + "\">" + short_date(item_->published) +
           "</time><div itemprop=\"articleBody\">\n" + paragraphs(true) + "</div></div>" + share() +
           "</main>" + related() + footer();
  }
  std::string magazine() const {
    return open(item_->title, open_graph() + json_ld()) + banner() + advert() +
           "<div class=\"container\"><section class=\"article-wrapper\"><span class=\"kicker\">" +
           e(item_->section) + "</span><h1 class=\"headline\">" + e(item_->title) +
           "</h1><p class=\"author-line\">" + e(item_->author) + " | " +
           long_date(item_->published, item_->language) + "</p><div class=\"article-content\">\n" +
           paragraphs(true) + "</div>" + share() + "</section>" + related() + "</div>" + footer();
  }
  std::string bare() const {
    std::string body;
    for (const std::string& text : item_->paragraphs) body += "<p>" + e(text) + "\n";
    return open(item_->title, "") + "<p><a href=\"/\">" + e(outlet_.name) + "</a></p><h1>" +
           e(item_->title) + "</h1>\n<p><i>" + long_date(item_->published, item_->language) +
           "</i></p>\n" + body + "<hr><p><a href=\"/\">" + e(w_.home) + "</a></p></body></html>";
  }
  std::string tables() const {
    std::string body;
    for (const std::string& text : item_->paragraphs) body += e(text) + "<br><br>\n";
    std::string side;
    for (const size_t i : p_.related) {
      side += "<a href=\"" + escape_html(p_.world.items[i].path) + "\"><font size=\"2\">" +
              e(p_.world.items[i].title) + "</font></a><br>\n";
    }
    return open(item_->title + " - " + outlet_.name, "") +
           "<table width=\"100%\"><tr><td colspan=\"2\" bgcolor=\"#24363f\">" + menu() +
           "</td></tr><tr><td width=\"25%\" valign=\"top\"><b>" + e(w_.more) + "</b><br>" + side +
           "</td><td valign=\"top\"><font size=\"5\"><b>" + e(item_->title) +
           "</b></font><br><font size=\"1\">" + e(w_.published) + ": " +
           short_date(item_->published) +
           "</font><br><br><div class=\"NewsText\"><font size=\"4\">\n" + body +
           "</font></div></td></tr><tr><td colspan=\"2\"><center>" + e(w_.rights) +
           "</center></td></tr></table></body></html>";
  }
  std::string blog() const {
    std::string list;
    for (const size_t i : p_.comments) {
      const WorldItem& c = p_.world.items[i];
      list += "<li class=\"comment\" id=\"" + e(c.path.substr(c.path.rfind('#') + 1)) +
              "\"><cite class=\"fn\">" + e(c.author) + "</cite> <small><time datetime=\"" +
              to_rfc3339(c.published) + "\">" + short_date(c.published) +
              "</time></small><div class=\"comment-content\"><p>" + e(c.paragraphs[0]) +
              "</p></div></li>\n";
    }
    const std::string feed =
        outlet_.comments
            ? "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"" + url() + "feed/\">"
            : "";
    return open(item_->title + " – " + outlet_.name, open_graph() + feed) + banner() +
           "<div id=\"primary\"><article class=\"post type-post\"><header "
           "class=\"entry-header\"><h1 class=\"entry-title\">" +
           e(item_->title) +
           "</h1><div class=\"entry-meta\"><time class=\"entry-date published\" datetime=\"" +
           rfc3339_local(item_->published) + "\">" + short_date(item_->published) +
           "</time> <span class=\"author vcard\">" + e(item_->author) +
           "</span></div></header><div class=\"entry-content\">\n" + paragraphs() +
           "</div><footer class=\"entry-footer\">" + share() + "</footer></article>\n" + related() +
           (list.empty() ? ""
                         : "<div id=\"comments\" class=\"comments\"><h2>" + e(w_.comments) +
                               "</h2><ol class=\"comment-list\">" + list + "</ol></div>") +
           "</div>" + footer();
  }
  std::string office() const {
    return open(item_->title + " | " + outlet_.name,
                "<link rel=\"canonical\" href=\"" + url() + "\">") +
           "<header><a href=\"/\">مملكة سرمد - " + e(outlet_.name) +
           "</a></header><nav><a href=\"/\">" + e(w_.home) +
           "</a><a href=\"/services\">الخدمات الإلكترونية</a><a "
           "href=\"/awareness\">التوعية</a></nav>" +
           "<main role=\"main\"><h1>" + e(item_->title) + "</h1><p class=\"date\">" +
           long_date(item_->published, item_->language) + "</p><div class=\"statement-body\">\n" +
           paragraphs() + "</div></main><footer><p>الرقم الموحد للطوارئ 119 - " + e(w_.rights) +
           "</p></footer></body></html>";
  }

  const PageParts& p_;
  const Outlet& outlet_;
  const WorldItem* item_;
  const Words& w_;
};

}  // namespace

std::string article_page(const PageParts& parts, const WorldItem& item) {
  return Page(parts, &item).article();
}
std::string list_page(const PageParts& parts, const std::vector<size_t>& items, size_t page,
                      size_t pages) {
  return Page(parts, nullptr).list(items, page, pages);
}
std::string post_page(const PageParts& parts, const WorldItem& item) {
  return Page(parts, &item).post();
}

}  // namespace rasd
