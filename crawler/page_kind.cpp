#include "crawler/page_kind.h"

namespace rasd {
namespace {

// A stub before a paywall is a paragraph or two; a metered article that is all there is an article.
constexpr size_t kStubLetters = 900;
constexpr size_t kListHeadlines = 10;
constexpr size_t kListProse = 900;
constexpr size_t kGalleryPictures = 6;
constexpr size_t kGalleryLetters = 700;
// One sentence of breaking news is an article.
constexpr size_t kArticleLetters = 60;

}  // namespace

PageKind page_kind(const KindEvidence& seen) {
  if (seen.declared_live || (seen.named_live && seen.letters > kArticleLetters))
    return PageKind::kLive;
  if ((seen.declared_paywall || seen.named_paywall) && seen.letters < kStubLetters)
    return PageKind::kPaywall;
  if (seen.declared_other && !seen.declared_article) return PageKind::kOther;
  if (seen.declared_gallery) return PageKind::kGallery;
  if (seen.named_gallery && seen.pictures >= kGalleryPictures && seen.letters < kGalleryLetters)
    return PageKind::kGallery;
  if (!seen.declared_article && seen.headlines >= kListHeadlines &&
      (seen.prose_letters < kListProse || seen.prose_letters < 40 * seen.headlines))
    return PageKind::kList;
  if (seen.prose_letters >= kArticleLetters || seen.letters >= 4 * kArticleLetters ||
      (seen.declared_article && seen.letters > 0))
    return PageKind::kArticle;
  return PageKind::kOther;
}

}  // namespace rasd
