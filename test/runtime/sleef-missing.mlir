// RUN: covector-run %s --arg=0.5,1.0,2.0 > %t.with
// RUN: covector-run %s --arg=0.5,1.0,2.0 --no-sleef | FileCheck %s
// RUN: FileCheck %s < %t.with

// The functions of the C library take SLEEF's place, on vectors and scalars.
func.func @main(%x: tensor<3xf32>) -> (tensor<3xf32>, tensor<3xf32>, tensor<f64>, tensor<f64>) {
  // CHECK: tensor<3xf32>: 0.4794255, 0.841471, 0.9092974
  %0 = array.sin %x : tensor<3xf32>
  // CHECK: tensor<3xf32>: 0.785398{{[12]}}, 0.785398{{[12]}}, 0.785398{{[12]}}
  %1 = array.atan2 %x, %x : tensor<3xf32>
  // CHECK: tensor<f64>: 5.3231569069
  %2 = array.convert %x {element_type = f64} : (tensor<3xf32>) -> tensor<3xf64>
  %3 = array.sinh %2 : tensor<3xf64>
  %4 = array.reduce_sum %3 {axes = array<i64: 0>} : (tensor<3xf64>) -> tensor<f64>
  %5 = array.erf %4 : tensor<f64>
  return %0, %1, %4, %5 : tensor<3xf32>, tensor<3xf32>, tensor<f64>, tensor<f64>
}
