#pragma once
#include <string>

#include "store/store.h"

namespace rasd {

/// How every part of Rasd opens its store: with search tokens folded by nlp's light stems, so that
/// أ إ آ ا, ة ه, ى ي, vowel signs, tatweel, digits and the article find each other.
StoreOptions store_options(const std::string& path);

}  // namespace rasd
