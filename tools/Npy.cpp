//===- Npy.cpp - arrays in NumPy's files ----------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tools/Npy.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"
#include <cstring>

using namespace mlir;
using namespace covector;
using covector::runtime::Buffer;

static constexpr llvm::StringLiteral magic = "\x93NUMPY";

int64_t covector::bytesOf(Type element) {
  if (auto complex = dyn_cast<ComplexType>(element))
    return 2 * bytesOf(complex.getElementType());
  return (element.getIntOrFloatBitWidth() + 7) / 8;
}

/// NumPy's name for an element type: "<f4", "|b1", "<V2" ...
static std::string nameOf(Type element) {
  int64_t bytes = bytesOf(element);
  char kind = 'V';
  if (isa<ComplexType>(element))
    kind = 'c';
  else if (element.isF16() || element.isF32() || element.isF64())
    kind = 'f';
  else if (element.isInteger(1))
    kind = 'b';
  else if (auto integer = dyn_cast<IntegerType>(element); integer && integer.getWidth() >= 8)
    kind = integer.isUnsigned() ? 'u' : 'i';
  return (llvm::Twine(bytes == 1 ? "|" : "<") + llvm::Twine(kind) + llvm::Twine(bytes)).str();
}

static std::string shapeText(ArrayRef<int64_t> shape) {
  std::string text =
      "(" + llvm::join(llvm::map_range(shape, [](int64_t n) { return std::to_string(n); }), ", ");
  return text + (shape.size() == 1 ? ",)" : ")");
}

/// What follows `'key':` in the header, without blanks.
static StringRef entry(StringRef header, StringRef key) {
  size_t at = header.find(("'" + key + "'").str());
  return at == StringRef::npos ? "" : header.drop_front(at + key.size() + 2).ltrim(" :");
}

static llvm::Error problem(StringRef path, const llvm::Twine &what) {
  return llvm::createStringError(path + ": " + what);
}

/// Elements that lie with the first axis running fastest, in row-major order.
static void toRowMajor(ArrayRef<int64_t> shape, int64_t bytes, const char *from, char *to) {
  SmallVector<int64_t> strides;
  int64_t count = 1;
  for (int64_t size : shape) {
    strides.push_back(count);
    count *= size;
  }
  for (int64_t i = 0; i < count; ++i) {
    int64_t rest = i, place = 0;
    for (int64_t axis = int64_t(shape.size()) - 1; axis >= 0; --axis) {
      place += rest % shape[axis] * strides[axis];
      rest /= shape[axis];
    }
    std::memcpy(to + i * bytes, from + place * bytes, bytes);
  }
}

llvm::Expected<Buffer> covector::readNpy(StringRef path, RankedTensorType type) {
  auto file = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!file)
    return problem(path, "cannot be read: " + file.getError().message());
  StringRef data = (*file)->getBuffer();
  if (!data.consume_front(magic) || data.size() < 4)
    return problem(path, "is no .npy file");
  unsigned version = static_cast<unsigned char>(data[0]), lengthBytes = version == 1 ? 2 : 4;
  data = data.drop_front(2);
  uint32_t length = 0;
  if (data.size() < lengthBytes)
    return problem(path, "ends in its header");
  std::memcpy(&length, data.data(), lengthBytes);
  data = data.drop_front(lengthBytes);
  if (data.size() < length)
    return problem(path, "ends in its header");
  StringRef header = data.take_front(length);
  data = data.drop_front(length);

  StringRef name = entry(header, "descr").ltrim("'").split('\'').first;
  StringRef shape = entry(header, "shape").ltrim("(").split(')').first;
  bool isFortran = entry(header, "fortran_order").starts_with("True");
  SmallVector<int64_t> sizes;
  SmallVector<StringRef> parts;
  shape.split(parts, ',', -1, /*KeepEmpty=*/false);
  for (StringRef part : parts) {
    int64_t size;
    if (!part.trim().empty() && part.trim().getAsInteger(10, size))
      return problem(path, "has a header that cannot be read: " + header.trim());
    if (!part.trim().empty())
      sizes.push_back(size);
  }
  Type element = type.getElementType();
  std::string expected = nameOf(element);
  // The order of bytes is written in front; where it has no meaning, in any way.
  bool fits = name == expected ||
              (name.size() > 1 && bytesOf(element) == 1 &&
               name.drop_front() == StringRef(expected).drop_front()) ||
              (name.size() > 1 && expected[1] == 'V' &&
               name.drop_front() == StringRef(expected).drop_front());
  if (!fits || ArrayRef<int64_t>(sizes) != type.getShape()) {
    std::string typeText;
    llvm::raw_string_ostream(typeText) << type;
    return problem(path, "holds an array of type '" + name + "' and shape " + shapeText(sizes) +
                             ", expected '" + expected + "' and " + shapeText(type.getShape()) +
                             " for " + typeText);
  }
  int64_t bytes = type.getNumElements() * bytesOf(element);
  if (int64_t(data.size()) < bytes)
    return problem(path, "ends in its elements");
  Buffer buffer = Buffer::allocate(std::max<int64_t>(bytes, 1));
  if (isFortran && sizes.size() > 1)
    toRowMajor(sizes, bytesOf(element), data.data(), static_cast<char *>(buffer.data()));
  else
    std::memcpy(buffer.data(), data.data(), bytes);
  return buffer;
}

llvm::Error covector::writeNpy(StringRef path, RankedTensorType type, const void *data) {
  std::error_code failure;
  llvm::raw_fd_ostream file(path, failure);
  if (failure)
    return problem(path, "cannot be written: " + failure.message());
  std::string header = "{'descr': '" + nameOf(type.getElementType()) +
                       "', 'fortran_order': False, 'shape': " + shapeText(type.getShape()) + ", }";
  // Magic, version, length and header fill a multiple of 64 bytes.
  size_t before = magic.size() + 4;
  header.append(63 - (before + header.size()) % 64, ' ');
  header += '\n';
  file << magic << '\x01' << '\0' << char(header.size() & 255) << char(header.size() >> 8)
       << header;
  file.write(static_cast<const char *>(data),
             type.getNumElements() * bytesOf(type.getElementType()));
  file.close();
  if (file.has_error()) {
    failure = file.error();
    file.clear_error();
    return problem(path, "cannot be written: " + failure.message());
  }
  return llvm::Error::success();
}
