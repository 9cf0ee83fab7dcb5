//===- Libraries.h - what is found at run time ------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_LIBRARIES_H
#define COVECTOR_RUNTIME_CPU_LIBRARIES_H

#include <string>

namespace covector::runtime {

/// Names the file of an OpenBLAS (32-bit integers) to be used; an empty path
/// looks for the system's. The library is told to use one thread, so it should be
/// nobody else's. To be called before the first contraction; later calls have no
/// effect.
void setBlasLibrary(const std::string &path);

/// Threads of loops and contractions; 0 restores the machine's number.
void setThreadCount(int count);
int threadCount();

/// Whether contractions of size are handed to a library. Opens the library.
bool haveBlas();

/// The address of LAPACK's or BLAS' routine of this name ("dgetrf"), in the library
/// of contractions; null if there is none. Opens the library.
void *findLapackRoutine(const char *name);

/// Whether LAPACK is there, and whether its integers have 64 bits.
bool haveLapack();
bool lapackIsWide();

/// Whether SLEEF's vector functions are there. Opens the library.
bool haveSleef();

/// Whether SLEEF is used where it is there (it is, unless said otherwise).
void useSleef(bool use);

/// The address of a function of the runtime or of SLEEF; null if there is none.
void *findRuntimeSymbol(const char *name);

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_LIBRARIES_H
