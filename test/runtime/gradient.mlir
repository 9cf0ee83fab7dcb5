// RUN: covector-run %s --arg=1,2,3 | FileCheck %s
// RUN: covector-opt %s --array-transforms-pipeline | covector-run - --arg=1,2,3 | FileCheck %s

// A hand-written program is differentiated in reverse mode and run, without
// Python: f(x) = sum x sin x has the gradient sin x + x cos x.
func.func private @f(%x: tensor<3xf64>) -> tensor<f64> {
  %0 = array.sin %x : tensor<3xf64>
  %1 = array.mul %x, %0 : tensor<3xf64>
  %2 = array.reduce_sum %1 {axes = array<i64: 0>} : (tensor<3xf64>) -> tensor<f64>
  return %2 : tensor<f64>
}

// CHECK: tensor<f64>: 3.08342586{{[0-9]+}}
// CHECK: tensor<3xf64>: 1.38177329067{{[0-9]+}}, 0.0770037537{{[0-9]+}}, -2.82885748{{[0-9]+}}
func.func @main(%x: tensor<3xf64>) -> (tensor<f64>, tensor<3xf64>) {
  %one = array.constant dense<1.0> : tensor<f64>
  %y, %ct = array.vjp @f(%x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<3xf64>, tensor<f64>) -> (tensor<f64>, tensor<3xf64>)
  return %y, %ct : tensor<f64>, tensor<3xf64>
}
