// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// the transpose takes the parts: real(ct) and -imag(ct)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xf32>, %[[D:.*]]: tensor<4xf32>) -> (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>)
// FORWARD-NEXT:    %[[COMPLEX4:.*]] = array.complex %[[A]], %[[B]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
// FORWARD-NEXT:    %[[COMPLEX5:.*]] = array.complex %[[C]], %[[D]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
// FORWARD-NEXT:    return %[[COMPLEX4]], %[[COMPLEX5]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xf32>, %[[B:.*]]: tensor<4xf32>, %[[C:.*]]: tensor<4xcomplex<f32>>) -> (tensor<4xcomplex<f32>>, tensor<4xf32>, tensor<4xf32>)
// REVERSE-NEXT:    %[[COMPLEX3:.*]] = array.complex %[[A]], %[[B]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
// REVERSE-NEXT:    %[[REAL4:.*]] = array.real %[[C]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[IMAG5:.*]] = array.imag %[[C]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[NEG6:.*]] = array.neg %[[IMAG5]]
// REVERSE-NEXT:    return %[[COMPLEX3]], %[[REAL4]], %[[NEG6]]
func.func @main(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xcomplex<f32>> {
  %0 = array.complex %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
  return %0 : tensor<4xcomplex<f32>>
}
