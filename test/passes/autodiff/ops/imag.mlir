// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// transposes are taken without conjugation: ct -> 0 - ct i
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xcomplex<f32>>, %[[B:.*]]: tensor<4xcomplex<f32>>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[IMAG2:.*]] = array.imag %[[A]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[IMAG3:.*]] = array.imag %[[B]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// FORWARD-NEXT:    return %[[IMAG2]], %[[IMAG3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xcomplex<f32>>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xcomplex<f32>>)
// REVERSE-NEXT:    %[[IMAG2:.*]] = array.imag %[[A]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[NEG4:.*]] = array.neg %[[B]]
// REVERSE-NEXT:    %[[COMPLEX5:.*]] = array.complex %[[CONSTANT3]], %[[NEG4]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
// REVERSE-NEXT:    return %[[IMAG2]], %[[COMPLEX5]]
func.func @main(%x: tensor<4xcomplex<f32>>) -> tensor<4xf32> {
  %0 = array.imag %x : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
