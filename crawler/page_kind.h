#pragma once
#include <cstddef>

#include "crawler/page.h"

namespace rasd {

/// What the extractor saw that tells kinds of pages apart. Counts are code points without spaces.
struct KindEvidence {
  size_t letters = 0;        ///< of the text found
  size_t prose_letters = 0;  ///< of those, in paragraphs
  size_t headlines = 0;      ///< blocks anywhere that are a link of headline length
  size_t pictures = 0;       ///< images inside the article's element
  bool declared_article = false, declared_live = false, declared_gallery = false;
  bool declared_other = false;    ///< a product, a discussion, questions and answers
  bool declared_paywall = false;  ///< isAccessibleForFree is false
  bool named_live = false, named_gallery = false, named_paywall = false;  ///< by class names
};

/// The kind of a page. An article unless something stronger speaks: live and gallery as declared
/// or named, a paywall in front of a stub, a page of headlines without prose.
PageKind page_kind(const KindEvidence& seen);

}  // namespace rasd
