//===- Buffer.h - memory of arrays ------------------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_BUFFER_H
#define COVECTOR_RUNTIME_BUFFER_H

#include <cstddef>
#include <cstdint>

namespace covector::runtime {

class Buffer;

namespace detail {
/// The counted part of a buffer: in front of memory of our own, or by itself
/// for memory of others.
struct BufferHead;
} // namespace detail

/// A counted reference to memory aligned to 64 bytes. Copies share the memory;
/// counting is atomic. A default-constructed buffer refers to nothing.
class Buffer {
public:
  /// Frees memory of others; `context` is what was given with it.
  using Deleter = void (*)(void *data, void *context);

  Buffer() = default;
  Buffer(const Buffer &other);
  Buffer(Buffer &&other) noexcept : head(other.head) { other.head = nullptr; }
  Buffer &operator=(Buffer other) noexcept {
    detail::BufferHead *mine = head;
    head = other.head;
    other.head = mine;
    return *this;
  }
  ~Buffer();

  /// Memory of at least `bytes` bytes (uninitialised); null if there is none
  /// left. Small sizes come from free lists.
  static Buffer allocate(size_t bytes);

  /// Memory of others, aligned as its owner chose, given back through `deleter`
  /// (which may be null) when the last reference goes.
  static Buffer external(void *data, size_t bytes, Deleter deleter, void *context);

  explicit operator bool() const { return head != nullptr; }
  void *data() const;
  size_t size() const;
  /// Whether this is the only reference.
  bool unique() const;
  /// Whether the memory is of others.
  bool isExternal() const;

private:
  explicit Buffer(detail::BufferHead *head) : head(head) {}
  detail::BufferHead *head = nullptr;
};

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_BUFFER_H
