#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// What a template is filled with: named texts, and sections shown once for each add(). Borrowed
/// handles into one tree that its ViewTree owns. Everything is escaped by the template for the
/// place where it stands, except markup(), which only {{NAME:none}} prints.
class View {
 public:
  /// Anybody's text; bidi controls are taken out.
  void put(std::string_view name, std::string_view text);
  /// The interface's own text, whose isolates stay.
  void say(std::string_view name, std::string_view text);
  /// Markup made and escaped by us (a chart, a digest's body).
  void markup(std::string_view name, std::string_view html);
  /// One more showing of a section.
  View add(std::string_view section);
  /// Shows a section once.
  void show(std::string_view section);

 private:
  friend class ViewTree;
  explicit View(void* dictionary) : dictionary_(dictionary) {}
  void* dictionary_;  // a ctemplate::TemplateDictionary, seen by view.cpp alone
};

/// One page in the making: the frame, the page inside it, and texts that both see.
class ViewTree {
 public:
  ViewTree(std::string_view frame_template, std::string_view page_template);
  ~ViewTree();
  ViewTree(const ViewTree&) = delete;
  ViewTree& operator=(const ViewTree&) = delete;

  View frame();
  View page();
  /// Seen in frame and page alike.
  void everywhere(std::string_view name, std::string_view text);

 private:
  friend class Views;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The templates of one folder (web/views), compiled once with context-aware escaping (ctemplate
/// AUTOESCAPE). Thread-safe.
class Views {
 public:
  /// Fails with kConfiguration when the folder has no layout.tpl.
  static Result<Views> open(const std::string& folder);
  Views(Views&&) noexcept;
  Views& operator=(Views&&) noexcept;
  ~Views();
  /// Fails with kInternal, naming the template, when it is absent or broken.
  Result<std::string> render(const ViewTree& tree) const;

 private:
  struct Impl;
  explicit Views(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rasd
