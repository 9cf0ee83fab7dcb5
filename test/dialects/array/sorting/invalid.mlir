// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @no_operand() {
  // expected-error @+2 {{array.sort: expected at least one operand, got none}}
  // expected-error @+1 {{'array.sort' op failed to infer returned types}}
  "array.sort"() {axis = 0 : i64, num_keys = 1 : i64} : () -> ()
  return
}

// -----

func.func @shapes(%x: tensor<3xf32>, %y: tensor<4xf32>) {
  // expected-error @+2 {{array.sort: operands must have one shape, got tensor<3xf32> and tensor<4xf32>}}
  // expected-error @+1 {{'array.sort' op failed to infer returned types}}
  %r:2 = "array.sort"(%x, %y) {axis = 0 : i64, num_keys = 1 : i64} : (tensor<3xf32>, tensor<4xf32>) -> (tensor<3xf32>, tensor<4xf32>)
  return
}

// -----

func.func @axis(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.sort: axis must be an axis of an array of rank 1, got 1}}
  // expected-error @+1 {{'array.sort' op failed to infer returned types}}
  %r = "array.sort"(%x) {axis = 1 : i64, num_keys = 1 : i64} : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @num_keys(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.sort: num_keys must be from 1 to 1, the number of operands, got 2}}
  // expected-error @+1 {{'array.sort' op failed to infer returned types}}
  %r = "array.sort"(%x) {axis = 0 : i64, num_keys = 2 : i64} : (tensor<3xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @index_type(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.argsort: index_type must be i32 or i64, got i8}}
  // expected-error @+1 {{'array.argsort' op failed to infer returned types}}
  %r = "array.argsort"(%x) {axis = 0 : i64, index_type = i8} : (tensor<3xf32>) -> tensor<3xi8>
  return
}

// -----

func.func @k(%x: tensor<3xf32>) {
  // expected-error @+2 {{array.top_k: k must be from 0 to 3, the size of axis 0, got 4}}
  // expected-error @+1 {{'array.top_k' op failed to infer returned types}}
  %r:2 = "array.top_k"(%x) {axis = 0 : i64, k = 4 : i64} : (tensor<3xf32>) -> (tensor<4xf32>, tensor<4xi32>)
  return
}

// -----

func.func @complex(%x: tensor<3xcomplex<f32>>) {
  // expected-error @+1 {{'array.top_k' op operand #0 must be boolean, integer or floating-point array}}
  %r:2 = "array.top_k"(%x) {axis = 0 : i64, k = 1 : i64} : (tensor<3xcomplex<f32>>) -> (tensor<1xcomplex<f32>>, tensor<1xi32>)
  return
}

// -----

func.func @element_types(%s: tensor<3xf32>, %x: tensor<3xf64>) {
  // expected-error @+2 {{array.search_sorted: operands must have one element type, got tensor<3xf32> and tensor<3xf64>}}
  // expected-error @+1 {{'array.search_sorted' op failed to infer returned types}}
  %r = "array.search_sorted"(%s, %x) {index_type = i32, right = false} : (tensor<3xf32>, tensor<3xf64>) -> tensor<3xi32>
  return
}

// -----

func.func @first_axes(%s: tensor<2x3xf32>, %x: tensor<3xf32>) {
  // expected-error @+2 {{array.search_sorted: the axes of the sorted array but the last must be the first ones of the values, got tensor<2x3xf32> and tensor<3xf32>}}
  // expected-error @+1 {{'array.search_sorted' op failed to infer returned types}}
  %r = "array.search_sorted"(%s, %x) {index_type = i32, right = false} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<3xi32>
  return
}
