//===- Random.cpp - counter-based random bits ----------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Inference.h"
#include "dialects/array/Rules.h"
#include "dialects/array/ScalarBody.h"

using namespace mlir;
using namespace covector::array;

COVECTOR_INFER_TYPES(Threefry2x32Op) {
  if (failed(inferElementwise(location, getOperationName(), operands, 4, isUI32Element,
                              "32-bit unsigned integer array", types)))
    return failure();
  types.push_back(types.front());
  return success();
}

static Value rotateLeft(ImplicitLocOpBuilder &b, Value x, unsigned count) {
  Value left = arith::ShLIOp::create(b, x, scalar::number(b, x.getType(), count));
  Value right = arith::ShRUIOp::create(b, x, scalar::number(b, x.getType(), 32 - count));
  return arith::OrIOp::create(b, left, right);
}

LogicalResult Threefry2x32Op::buildScalarBody(OpBuilder &builder, ValueRange operands,
                                              SmallVectorImpl<Value> &results) {
  ImplicitLocOpBuilder b(getLoc(), builder);
  Type type = b.getI32Type();
  auto add = [&](Value x, Value y) -> Value { return arith::AddIOp::create(b, x, y); };
  auto exclusiveOr = [&](Value x, Value y) -> Value { return arith::XOrIOp::create(b, x, y); };

  // The third word of the key schedule is the parity of the key.
  Value parity =
      exclusiveOr(exclusiveOr(operands[0], operands[1]), scalar::integer(b, type, 0x1BD11BDA));
  Value key[3] = {operands[0], operands[1], parity};
  const unsigned rotations[2][4] = {{13, 15, 26, 6}, {17, 29, 16, 24}};

  Value x0 = add(operands[2], key[0]), x1 = add(operands[3], key[1]);
  // Five groups of four rounds; after each, words of the key and its number.
  for (unsigned group = 0; group < 5; ++group) {
    for (unsigned rotation : rotations[group % 2]) {
      x0 = add(x0, x1);
      x1 = exclusiveOr(rotateLeft(b, x1, rotation), x0);
    }
    x0 = add(x0, key[(group + 1) % 3]);
    x1 = add(add(x1, key[(group + 2) % 3]), scalar::integer(b, type, group + 1));
  }
  results.append({x0, x1});
  return success();
}
