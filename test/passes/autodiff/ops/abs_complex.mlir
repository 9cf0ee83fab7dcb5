// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d |z| = (re z re dz + im z im dz) / |z|
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<4xcomplex<f32>>, %[[B:.*]]: tensor<4xcomplex<f32>>) -> (tensor<4xf32>, tensor<4xf32>)
// FORWARD-NEXT:    %[[ABS2:.*]] = array.abs %[[A]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[COMPARE4:.*]] = array.compare  EQ, %[[ABS2]], %[[CONSTANT3]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// FORWARD-NEXT:    %[[CONJ5:.*]] = array.conj %[[A]]
// FORWARD-NEXT:    %[[MUL6:.*]] = array.mul %[[CONJ5]], %[[B]]
// FORWARD-NEXT:    %[[REAL7:.*]] = array.real %[[MUL6]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[CONSTANT8:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// FORWARD-NEXT:    %[[SELECT9:.*]] = array.select %[[COMPARE4]], %[[CONSTANT8]], %[[ABS2]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// FORWARD-NEXT:    %[[DIV10:.*]] = array.div %[[REAL7]], %[[SELECT9]]
// FORWARD-NEXT:    return %[[ABS2]], %[[DIV10]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<4xcomplex<f32>>, %[[B:.*]]: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xcomplex<f32>>)
// REVERSE-NEXT:    %[[ABS2:.*]] = array.abs %[[A]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[CONSTANT3:.*]] = array.constant dense<0.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[COMPARE4:.*]] = array.compare  EQ, %[[ABS2]], %[[CONSTANT3]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
// REVERSE-NEXT:    %[[CONJ5:.*]] = array.conj %[[A]]
// REVERSE-NEXT:    %[[CONSTANT6:.*]] = array.constant dense<1.000000e+00> : tensor<4xf32>
// REVERSE-NEXT:    %[[SELECT7:.*]] = array.select %[[COMPARE4]], %[[CONSTANT6]], %[[ABS2]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
// REVERSE-NEXT:    %[[DIV8:.*]] = array.div %[[B]], %[[SELECT7]]
// REVERSE-NEXT:    %[[COMPLEX9:.*]] = array.complex %[[DIV8]], %[[CONSTANT3]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
// REVERSE-NEXT:    %[[MUL10:.*]] = array.mul %[[CONJ5]], %[[COMPLEX9]]
// REVERSE-NEXT:    return %[[ABS2]], %[[MUL10]]
func.func @main(%x: tensor<4xcomplex<f32>>) -> tensor<4xf32> {
  %0 = array.abs %x : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
