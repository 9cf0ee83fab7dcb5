//===- SpecialBodies.h - scalar code of special functions -------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See ScalarBody.h for the convention.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_SPECIALBODIES_H
#define COVECTOR_DIALECTS_ARRAY_SPECIALBODIES_H

#include "dialects/array/ScalarBody.h"

namespace covector::array::scalar {

/// A function of runtime/cpu/Special.h, which is computed in f64 and rounded.
mlir::Value call(B &b, llvm::StringRef function, llvm::ArrayRef<mlir::Value> operands);
/// The function of a complex number whose parts are `function` with _re and _im.
mlir::Value complexCall(B &b, llvm::StringRef function, mlir::Value x);

mlir::Value gamma(B &b, mlir::Value x);
mlir::Value lgamma(B &b, mlir::Value x);
mlir::Value digamma(B &b, mlir::Value x);
mlir::Value complexPolygamma(B &b, int64_t order, mlir::Value x);
mlir::Value zeta(B &b, int64_t order, mlir::Value x, mlir::Value q);
mlir::Value besselI0e(B &b, mlir::Value x);
mlir::Value besselI1e(B &b, mlir::Value x);
mlir::Value erfcx(B &b, mlir::Value x);
mlir::Value dawsn(B &b, mlir::Value x);
mlir::Value ndtr(B &b, mlir::Value x);
mlir::Value logNdtr(B &b, mlir::Value x);
mlir::Value xlogy(B &b, mlir::Value x, mlir::Value y);
mlir::Value xlog1py(B &b, mlir::Value x, mlir::Value y);
mlir::Value entr(B &b, mlir::Value x);
mlir::Value relEntr(B &b, mlir::Value x, mlir::Value y);
mlir::Value logit(B &b, mlir::Value x);

} // namespace covector::array::scalar

#endif // COVECTOR_DIALECTS_ARRAY_SPECIALBODIES_H
