#pragma once
#include <memory>
#include <string>

#include "base/result.h"
#include "records/article.h"

namespace rasd {

/// Reads what an item says: language, incident, topic, tone and stance of an item, and its
/// near-duplicate signature. Models load once and are shared by const reference. Thread-safe.
class Reader {
 public:
  /// The fast reader: linear models, thousands of items a second. Loads what lies in
  /// `models_folder`. Fails with kConfiguration that names the missing file.
  static Result<std::unique_ptr<Reader>> open(const std::string& models_folder);
  /// The deep reader: the encoder's scores with the fast reader's mixed in, tens of items a second.
  static Result<std::unique_ptr<Reader>> open_deep(const std::string& models_folder);
  virtual ~Reader() = default;
  /// Labels one item. Never fails: an empty text is language "und" with neutral defaults.
  virtual Annotation annotate(const Article& article) const = 0;
  /// What stands in Annotation::model_version.
  virtual const std::string& version() const = 0;
};

}  // namespace rasd
