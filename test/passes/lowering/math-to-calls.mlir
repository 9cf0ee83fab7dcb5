// RUN: covector-opt %s --array-math-to-calls | FileCheck %s

// Which of SLEEF's versions is called depends on the machine; one version gives
// the same bits for all widths.
// CHECK-LABEL: func.func @arcsine
// CHECK:       llvm.call @Sleef_{{[cf]}}inz_asinf1_u10purec
// CHECK:       llvm.call @Sleef_{{[cf]}}inz_asinf4_u10
// CHECK:       llvm.call @Sleef_{{[cf]}}inz_powd2_u10
func.func @arcsine(%x: f32, %v: vector<4xf32>, %w: vector<2xf64>) -> (f32, vector<4xf32>, vector<2xf64>) {
  %0 = math.asin %x : f32
  %1 = math.asin %v : vector<4xf32>
  %2 = math.powf %w, %w : vector<2xf64>
  return %0, %1, %2 : f32, vector<4xf32>, vector<2xf64>
}

// Vectors that are shorter than the machine's are filled up, longer ones divided.
// CHECK-LABEL: func.func @widths
// CHECK:       %[[FULL:.*]] = vector.shuffle %{{.*}} [0, 1, 0, 1] : vector<2xf32>, vector<2xf32>
// CHECK:       llvm.call @Sleef_{{.*}}acosf4{{.*}}(%[[FULL]])
// CHECK:       llvm.call @Sleef_{{.*}}acosf
// CHECK:       llvm.call @Sleef_{{.*}}acosf
func.func @widths(%x: vector<2xf32>, %y: vector<64xf32>) -> (vector<2xf32>, vector<64xf32>) {
  %0 = math.acos %x : vector<2xf32>
  %1 = math.acos %y : vector<64xf32>
  return %0, %1 : vector<2xf32>, vector<64xf32>
}

// Numbers of 16 bits are computed in f32.
// CHECK-LABEL: func.func @half
// CHECK:       %[[WIDE:.*]] = arith.extf %{{.*}} : f16 to f32
// CHECK:       %[[Y:.*]] = llvm.call @{{.*}}(%[[WIDE]])
// CHECK:       arith.truncf %[[Y]] : f32 to f16
func.func @half(%x: f16) -> f16 {
  %0 = math.atan %x : f16
  return %0 : f16
}

// Common functions of f32 are written in line where there is fused multiply-add,
// for any width; most of those of f64 are calls.
// CHECK-LABEL: func.func @in_line
// CHECK:       llvm.call @{{cv_erf_f32x32|Sleef_cinz_erff4_u10sse4}}
// CHECK:       llvm.call @{{cv_erfc_f32|Sleef_cinz_erfcf1_u15purec}}(
// CHECK:       llvm.call @{{cv_cosh_f32|Sleef_cinz_coshf1_u10purec}}(
// CHECK:       llvm.call @{{cv_pow_f32x32|Sleef_cinz_powf4_u10sse4}}
// CHECK:       llvm.call @Sleef_{{[cf]}}inz_erfd1_u10purec
// CHECK:       llvm.call @{{cv_sin_f64|Sleef_cinz_sind1_u10purec}}(
func.func @in_line(%x: vector<32xf32>, %y: f32, %z: f64) -> (vector<32xf32>, f32, f32, vector<32xf32>, f64, f64) {
  %0 = math.erf %x : vector<32xf32>
  %1 = math.erfc %y : f32
  %2 = math.cosh %y : f32
  %3 = math.powf %x, %x : vector<32xf32>
  %4 = math.erf %z : f64
  %5 = math.sin %z : f64
  return %0, %1, %2, %3, %4, %5 : vector<32xf32>, f32, f32, vector<32xf32>, f64, f64
}

// What is a machine instruction stays.
// CHECK-LABEL: func.func @instructions
// CHECK:       math.sqrt
// CHECK:       math.floor
// CHECK:       %[[ROOT:.*]] = math.sqrt
// CHECK:       arith.divf %{{.*}}, %[[ROOT]]
func.func @instructions(%x: f32) -> (f32, f32, f32) {
  %0 = math.sqrt %x : f32
  %1 = math.floor %x : f32
  %2 = math.rsqrt %x : f32
  return %0, %1, %2 : f32, f32, f32
}

// CHECK-LABEL: func.func @complex
// CHECK:       llvm.call @cv_complex_exp_f32
func.func @complex(%x: complex<f32>) -> complex<f32> {
  %0 = complex.exp %x : complex<f32>
  return %0 : complex<f32>
}
