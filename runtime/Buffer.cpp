//===- Buffer.cpp - memory of arrays --------------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A small buffer is a block of 64 bytes for the head and a power of two for the
// data; freed blocks are kept in lists of the thread that frees them. A thread
// that ends gives its blocks back to the system.
//
//===----------------------------------------------------------------------===//

#include "runtime/Buffer.h"
#include "runtime/KernelAbi.h"
#include <atomic>
#include <cstdlib>
#include <new>

namespace covector::runtime {

struct detail::BufferHead {
  std::atomic<int64_t> count{1};
  void *data = nullptr;
  size_t size = 0;
  int list = -1; // the free list that the block belongs to
  bool external = false;
  Buffer::Deleter deleter = nullptr;
  void *context = nullptr;
  BufferHead *next = nullptr; // in a free list
};

using detail::BufferHead;

static constexpr size_t headBytes = bufferAlignment;
static_assert(sizeof(BufferHead) <= headBytes, "the head is in front of the data");

// Lists hold data of 64 B, 128 B, ... 64 KiB, each at most so many blocks that
// a thread keeps little memory.
static constexpr int listCount = 11;
static constexpr size_t listBytes = size_t(1) << 20;

namespace {
struct FreeLists {
  BufferHead *first[listCount] = {};
  size_t length[listCount] = {};
  bool open = true; // false while the thread ends

  ~FreeLists() {
    open = false;
    for (BufferHead *&head : first)
      while (head) {
        BufferHead *next = head->next;
        std::free(head);
        head = next;
      }
  }
};
} // namespace

static thread_local FreeLists freeLists;

static int listOf(size_t bytes) {
  int list = 0;
  for (size_t size = 64; list < listCount; size *= 2, ++list)
    if (bytes <= size)
      return list;
  return -1;
}

Buffer Buffer::allocate(size_t bytes) {
  int list = listOf(bytes);
  size_t capacity = list >= 0 ? size_t(64) << list : (bytes + 63) / 64 * 64;
  if (capacity < bytes) // the sum above wrapped
    return Buffer();
  BufferHead *head = nullptr;
  if (list >= 0 && freeLists.open && freeLists.first[list]) {
    head = freeLists.first[list];
    freeLists.first[list] = head->next;
    --freeLists.length[list];
  } else {
    head = static_cast<BufferHead *>(std::aligned_alloc(bufferAlignment, headBytes + capacity));
    if (!head)
      return Buffer();
  }
  new (head) BufferHead();
  head->data = reinterpret_cast<char *>(head) + headBytes;
  head->size = bytes;
  head->list = list;
  return Buffer(head);
}

Buffer Buffer::external(void *data, size_t bytes, Deleter deleter, void *context) {
  auto *head = new (std::nothrow) BufferHead();
  if (!head)
    return Buffer();
  head->data = data;
  head->size = bytes;
  head->external = true;
  head->deleter = deleter;
  head->context = context;
  return Buffer(head);
}

Buffer::Buffer(const Buffer &other) : head(other.head) {
  if (head)
    head->count.fetch_add(1, std::memory_order_relaxed);
}

Buffer::~Buffer() {
  if (!head || head->count.fetch_sub(1, std::memory_order_acq_rel) != 1)
    return;
  if (head->external) {
    if (head->deleter)
      head->deleter(head->data, head->context);
    delete head;
    return;
  }
  int list = head->list;
  if (list >= 0 && freeLists.open && freeLists.length[list] < listBytes / (size_t(64) << list)) {
    head->next = freeLists.first[list];
    freeLists.first[list] = head;
    ++freeLists.length[list];
    return;
  }
  std::free(head);
}

void *Buffer::data() const { return head ? head->data : nullptr; }
size_t Buffer::size() const { return head ? head->size : 0; }
bool Buffer::unique() const { return head && head->count.load(std::memory_order_acquire) == 1; }
bool Buffer::isExternal() const { return head && head->external; }

} // namespace covector::runtime
