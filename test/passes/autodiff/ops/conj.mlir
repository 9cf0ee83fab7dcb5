// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// conj is linear over the reals
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xcomplex<f32>>, %[[B:.*]]: tensor<4xcomplex<f32>>) -> (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>)
// FORWARD-NEXT:    %[[CONJ2:.*]] = array.conj %[[A]]
// FORWARD-NEXT:    %[[CONJ3:.*]] = array.conj %[[B]]
// FORWARD-NEXT:    return %[[CONJ2]], %[[CONJ3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xcomplex<f32>>, %[[B:.*]]: tensor<4xcomplex<f32>>) -> (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>)
// REVERSE-NEXT:    %[[CONJ2:.*]] = array.conj %[[A]]
// REVERSE-NEXT:    %[[CONJ3:.*]] = array.conj %[[B]]
// REVERSE-NEXT:    return %[[CONJ2]], %[[CONJ3]]
func.func @main(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %0 = array.conj %x : tensor<4xcomplex<f32>>
  return %0 : tensor<4xcomplex<f32>>
}
