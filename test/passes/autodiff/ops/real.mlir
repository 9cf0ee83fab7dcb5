// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// transposes are taken without conjugation: ct -> ct + 0i
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xcomplex<f32>>, %[[B:.*]]: tensor<4xcomplex<f32>>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[REAL2:.*]] = array.real %[[A]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[REAL3:.*]] = array.real %[[B]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// FORWARD-NEXT:    return %[[REAL2]], %[[REAL3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xcomplex<f32>>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xcomplex<f32>>)
// REVERSE-NEXT:    %[[REAL2:.*]] = array.real %[[A]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[COMPLEX4:.*]] = array.complex %[[B]], %[[CONSTANT3]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
// REVERSE-NEXT:    return %[[REAL2]], %[[COMPLEX4]]
func.func @main(%x: tensor<4xcomplex<f32>>) -> tensor<4xf32> {
  %0 = array.real %x : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
