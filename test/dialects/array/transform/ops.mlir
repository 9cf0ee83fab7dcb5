// RUN: covector-opt %s | covector-opt | FileCheck %s

// Requests: the operands of jvp and vjp are divided by argnums and resnums.

func.func private @f(tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i1>, tensor<2xf64>)

// CHECK-LABEL: func.func @jvp(
// CHECK: array.jvp @f(%[[X:.*]], %[[N:.*]]) tangents(%[[X]]) argnums [0] {tag} : (tensor<4xf32>, tensor<i32>, tensor<4xf32>) -> (tensor<f32>, tensor<i1>, tensor<2xf64>, tensor<f32>, tensor<2xf64>)
func.func @jvp(%x: tensor<4xf32>, %n: tensor<i32>) {
  %r:5 = array.jvp @f(%x, %n) tangents(%x) argnums [0] {tag}
      : (tensor<4xf32>, tensor<i32>, tensor<4xf32>) -> (tensor<f32>, tensor<i1>, tensor<2xf64>, tensor<f32>, tensor<2xf64>)
  return
}

// CHECK-LABEL: func.func @vjp(
// CHECK: array.vjp @f(%[[X:.*]], %[[N:.*]]) cotangents(%[[CT:.*]]) argnums [0] resnums [2] : (tensor<4xf32>, tensor<i32>, tensor<2xf64>) -> (tensor<f32>, tensor<i1>, tensor<2xf64>, tensor<4xf32>)
func.func @vjp(%x: tensor<4xf32>, %n: tensor<i32>, %ct: tensor<2xf64>) {
  %r:4 = array.vjp @f(%x, %n) cotangents(%ct) argnums [0] resnums [2]
      : (tensor<4xf32>, tensor<i32>, tensor<2xf64>) -> (tensor<f32>, tensor<i1>, tensor<2xf64>, tensor<4xf32>)
  return
}

// CHECK-LABEL: func.func @nothing_varies(
// CHECK: array.vjp @f(%{{.*}}, %{{.*}}) cotangents() argnums [] resnums [] : (tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i1>, tensor<2xf64>)
func.func @nothing_varies(%x: tensor<4xf32>, %n: tensor<i32>) {
  %r:3 = array.vjp @f(%x, %n) cotangents() argnums [] resnums []
      : (tensor<4xf32>, tensor<i32>) -> (tensor<f32>, tensor<i1>, tensor<2xf64>)
  return
}

// CHECK-LABEL: func.func @vmap(
// CHECK: array.vmap @f(%{{.*}}, %{{.*}}) in_axes [1, -1] out_axes [0, -1, 1] size 8 : (tensor<4x8xf32>, tensor<i32>) -> (tensor<8xf32>, tensor<i1>, tensor<2x8xf64>)
func.func @vmap(%x: tensor<4x8xf32>, %n: tensor<i32>) {
  %r:3 = array.vmap @f(%x, %n) in_axes [1, -1] out_axes [0, -1, 1] size 8
      : (tensor<4x8xf32>, tensor<i32>) -> (tensor<8xf32>, tensor<i1>, tensor<2x8xf64>)
  return
}
