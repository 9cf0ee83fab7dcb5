//===- Inference.h - type inference on operands that nobody checked -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `inferReturnTypes` runs before the verifier: while Python traces, and while a
// file is parsed. Neither the number and types of the operands nor the presence
// and kinds of the attributes are known, so every access goes through the
// checks here. Functions that return a LogicalResult have said what is wrong.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_INFERENCE_H
#define COVECTOR_DIALECTS_ARRAY_INFERENCE_H

#include "dialects/array/Rules.h"

namespace covector::array {

/// An operation whose result types are being inferred.
class Inference {
public:
  Inference(MaybeLocation location, llvm::StringRef name, mlir::ValueRange operands,
            mlir::DictionaryAttr attributes, llvm::SmallVectorImpl<mlir::Type> &types)
      : location(location), name(name), operands(operands), attributes(attributes), types(types) {}

  /// `name: message` as an error.
  mlir::LogicalResult error(const llvm::Twine &message) const {
    return inferError(location, name, message);
  }
  /// There are `count` operands, and all are arrays.
  mlir::LogicalResult checkOperands(unsigned count) const;
  /// The element type of `type` fulfils `predicate`, in words `expected`.
  mlir::LogicalResult checkElement(llvm::StringRef what, mlir::Type type,
                                   bool (*predicate)(mlir::Type), llvm::StringRef expected) const;
  /// `axis` is one of an array of the given rank.
  mlir::LogicalResult checkAxis(llvm::StringRef what, int64_t axis, int64_t rank) const;
  mlir::LogicalResult checkAxes(llvm::StringRef what, llvm::ArrayRef<int64_t> axes,
                                int64_t rank) const {
    return array::checkAxes(location, name, what, axes, rank);
  }

  /// The type of an operand that `checkOperands` has seen.
  mlir::RankedTensorType operand(unsigned index) const {
    return llvm::cast<mlir::RankedTensorType>(operands[index].getType());
  }
  unsigned numOperands() const { return operands.size(); }

  mlir::LogicalResult integers(llvm::StringRef attribute, llvm::ArrayRef<int64_t> &result) const;
  mlir::LogicalResult integer(llvm::StringRef attribute, int64_t &result) const;
  /// An element type of arrays.
  mlir::LogicalResult element(llvm::StringRef attribute, mlir::Type &result) const;
  /// An attribute of class `Attribute`, described by `expected`.
  template <typename Attribute>
  mlir::LogicalResult attribute(llvm::StringRef name, llvm::StringRef expected,
                                Attribute &result) const {
    result = llvm::dyn_cast_or_null<Attribute>(lookup(name));
    return result ? mlir::success() : wrongAttribute(name, expected);
  }
  mlir::Attribute lookup(llvm::StringRef attribute) const {
    return attributes ? attributes.get(attribute) : mlir::Attribute();
  }

  /// Appends a result type, after a check that an array can be that large.
  mlir::LogicalResult result(llvm::ArrayRef<int64_t> shape, mlir::Type element) const;

private:
  mlir::LogicalResult wrongAttribute(llvm::StringRef attribute, llvm::StringRef expected) const;

  MaybeLocation location;
  llvm::StringRef name;
  mlir::ValueRange operands;
  mlir::DictionaryAttr attributes;
  llvm::SmallVectorImpl<mlir::Type> &types;
};

/// The head of the definition of `OP`'s inferReturnTypes.
#define COVECTOR_INFER_TYPES(OP)                                                                   \
  llvm::LogicalResult covector::array::OP::inferReturnTypes(                                       \
      mlir::MLIRContext *, std::optional<mlir::Location> location, mlir::ValueRange operands,      \
      mlir::DictionaryAttr attributes, mlir::OpaqueProperties, mlir::RegionRange,                  \
      llvm::SmallVectorImpl<mlir::Type> &types)

/// A type or a list as text for a message.
std::string text(mlir::Type type);
std::string text(llvm::ArrayRef<int64_t> list);

} // namespace covector::array

#endif // COVECTOR_DIALECTS_ARRAY_INFERENCE_H
