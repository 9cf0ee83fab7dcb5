//===- Collective.h - operations across the lanes of a named axis -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_COLLECTIVE_H
#define COVECTOR_DIALECTS_ARRAY_COLLECTIVE_H

#include "dialects/array/Array.h"

#define GET_OP_CLASSES
#include "dialects/array/Collective.h.inc"

#endif // COVECTOR_DIALECTS_ARRAY_COLLECTIVE_H
