// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @gather_indices(%a0: tensor<5x3xf32>, %a1: tensor<2x1xf32>) {
  // expected-error @+1 {{'array.gather' op operand #1 must be integer array, but got 'tensor<2x1xf32>'}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_index_vector(%a0: tensor<5x3xf32>, %a1: tensor<2x2xi32>) {
  // expected-error @+2 {{array.gather: the last axis of the indices must have an entry for each of start_index_map, got tensor<2x2xi32> and [0]}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x2xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_rank_0_indices(%a0: tensor<5x3xf32>, %a1: tensor<i32>) {
  // expected-error @+2 {{array.gather: the last axis of the indices must have an entry for each of start_index_map, got tensor<i32> and [0]}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<i32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_collapsed_twice(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: collapsed_axes and operand_batch_axes must be distinct, got [0, 0]}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64>, collapsed_axes = array<i64: 0, 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_start_index_map(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: start_index_map and operand_batch_axes must be axes of an array of rank 2, got [2]}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 2>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_batch_sizes(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: batch axes must pair up in number and size, got [0] of tensor<5x3xf32> and [0] of tensor<2x1xi32>}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64>, collapsed_axes = array<i64: 1>, operand_batch_axes = array<i64: 0>, indices_batch_axes = array<i64: 0>, start_index_map = array<i64: 1>, slice_sizes = array<i64: 1, 1>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2xf32>
  return
}

// -----

func.func @gather_batch_last_axis(%a0: tensor<5x3xf32>, %a1: tensor<5x1xi32>) {
  // expected-error @+2 {{array.gather: indices_batch_axes must be axes of an array of rank 1, got [1]}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64>, collapsed_axes = array<i64: 1>, operand_batch_axes = array<i64: 0>, indices_batch_axes = array<i64: 1>, start_index_map = array<i64: 1>, slice_sizes = array<i64: 1, 1>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<5x1xi32>) -> tensor<5xf32>
  return
}

// -----

func.func @gather_offset_axes(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: offset_axes must have an entry for each axis of tensor<5x3xf32> that is in neither collapsed_axes [0] nor operand_batch_axes [], got []}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_offset_order(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: offset_axes must be increasing, got [1, 0]}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1, 0>, collapsed_axes = array<i64>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<1x3x2xf32>
  return
}

// -----

func.func @gather_slice_size(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: windows must be no larger than the array, got size 4 along axis 1 of tensor<5x3xf32>}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 4>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_dropped_size(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: windows must have size 1 along axis 0, which is dropped, got 2}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 2, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_slice_sizes(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: slice_sizes must have an entry for each axis of tensor<5x3xf32>, got [1]}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_mode(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+1 {{'array.gather' op attribute 'mode' failed to satisfy constraint: what an index out of bounds does}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = "clip"} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_c2(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{array.gather: fill_value must be a number of type f32, got f64}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode fill>, fill_value = 1.0 : f64} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @gather_result(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>) {
  // expected-error @+2 {{'array.gather' op inferred type(s) 'tensor<2x3xf32>' are incompatible with return type(s) of operation 'tensor<3x2xf32>'}}
  // expected-error @+1 {{'array.gather' op failed to infer returned types}}
  %r = "array.gather"(%a0, %a1) {offset_axes = array<i64: 1>, collapsed_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, slice_sizes = array<i64: 1, 3>, mode = #array<index_mode clip>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @scatter_rank(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>, %a2: tensor<3xf32>) {
  // expected-error @+2 {{array.scatter: updates must be of rank 2, got tensor<3xf32>}}
  // expected-error @+1 {{'array.scatter' op failed to infer returned types}}
  %r = "array.scatter"(%a0, %a1, %a2) {window_axes = array<i64: 1>, inserted_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, mode = #array<index_mode clip>, kind = #array<scatter_kind add>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<3xf32>) -> tensor<5x3xf32>
  return
}

// -----

func.func @scatter_axes(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>, %a2: tensor<4x3xf32>) {
  // expected-error @+2 {{array.scatter: the axes of the updates that are not in window_axes must be those of the indices without the last, got tensor<4x3xf32> and tensor<2x1xi32>}}
  // expected-error @+1 {{'array.scatter' op failed to infer returned types}}
  %r = "array.scatter"(%a0, %a1, %a2) {window_axes = array<i64: 1>, inserted_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, mode = #array<index_mode clip>, kind = #array<scatter_kind add>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
  return
}

// -----

func.func @scatter_window(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>, %a2: tensor<2x4xf32>) {
  // expected-error @+2 {{array.scatter: windows must be no larger than the array, got size 4 along axis 1 of tensor<5x3xf32>}}
  // expected-error @+1 {{'array.scatter' op failed to infer returned types}}
  %r = "array.scatter"(%a0, %a1, %a2) {window_axes = array<i64: 1>, inserted_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, mode = #array<index_mode clip>, kind = #array<scatter_kind add>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x4xf32>) -> tensor<5x3xf32>
  return
}

// -----

func.func @scatter_c2(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>, %a2: tensor<2x3xf64>) {
  // expected-error @+2 {{array.scatter: updates must have the element type of the array, got tensor<2x3xf64> for tensor<5x3xf32>}}
  // expected-error @+1 {{'array.scatter' op failed to infer returned types}}
  %r = "array.scatter"(%a0, %a1, %a2) {window_axes = array<i64: 1>, inserted_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, mode = #array<index_mode clip>, kind = #array<scatter_kind add>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf64>) -> tensor<5x3xf32>
  return
}

// -----

func.func @scatter_c3(%a0: tensor<5x3xcomplex<f32>>, %a1: tensor<2x1xi32>, %a2: tensor<2x3xcomplex<f32>>) {
  // expected-error @+2 {{array.scatter: complex numbers have no order: kind must be set, add or mul, got max for tensor<5x3xcomplex<f32>>}}
  // expected-error @+1 {{'array.scatter' op failed to infer returned types}}
  %r = "array.scatter"(%a0, %a1, %a2) {window_axes = array<i64: 1>, inserted_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, mode = #array<index_mode clip>, kind = #array<scatter_kind max>} : (tensor<5x3xcomplex<f32>>, tensor<2x1xi32>, tensor<2x3xcomplex<f32>>) -> tensor<5x3xcomplex<f32>>
  return
}

// -----

func.func @scatter_kind(%a0: tensor<5x3xf32>, %a1: tensor<2x1xi32>, %a2: tensor<2x3xf32>) {
  // expected-error @+1 {{'array.scatter' op attribute 'kind' failed to satisfy constraint: how updates meet what is there}}
  %r = "array.scatter"(%a0, %a1, %a2) {window_axes = array<i64: 1>, inserted_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, mode = #array<index_mode clip>, kind = 0 : i32} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return
}

// -----

func.func @scatter_empty(%a0: tensor<0x3xf32>, %a1: tensor<2x1xi32>, %a2: tensor<2x3xf32>) {
  // expected-error @+2 {{array.scatter: windows must be no larger than the array, got size 1 along axis 0 of tensor<0x3xf32>}}
  // expected-error @+1 {{'array.scatter' op failed to infer returned types}}
  %r = "array.scatter"(%a0, %a1, %a2) {window_axes = array<i64: 1>, inserted_axes = array<i64: 0>, operand_batch_axes = array<i64>, indices_batch_axes = array<i64>, start_index_map = array<i64: 0>, mode = #array<index_mode clip>, kind = #array<scatter_kind add>} : (tensor<0x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<0x3xf32>
  return
}
