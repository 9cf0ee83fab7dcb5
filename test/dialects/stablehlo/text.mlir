// RUN: covector-opt %s | covector-opt | FileCheck %s
// RUN: covector-opt %s -mlir-print-op-generic | covector-opt | FileCheck %s

// The text is that of the original dialects, character by character.
// CHECK: stablehlo.constant dense<1.000000e+00> : tensor<f32>
// CHECK: stablehlo.compare LT, %{{[^ ,)]+}}, %{{[^ ,)]+}}, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
// CHECK: stablehlo.select %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xi1>, tensor<4x8xf32>
// CHECK: stablehlo.abs %{{[^ ,)]+}} : (tensor<4x8xcomplex<f32>>) -> tensor<4x8xf32>
// CHECK: stablehlo.reduce_precision %{{[^ ,)]+}}, format = e5m10 : tensor<4x8xf32>
// CHECK: stablehlo.slice %{{[^ ,)]+}} [0:2, 1:8:2] : (tensor<4x8xf32>) -> tensor<2x4xf32>
// CHECK: stablehlo.dynamic_slice %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}}, sizes = [2, 2] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<2x2xf32>
// CHECK: stablehlo.concatenate %{{[^ ,)]+}}, %{{[^ ,)]+}}, dim = 0 : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<8x8xf32>
// CHECK: stablehlo.pad %{{[^ ,)]+}}, %{{[^ ,)]+}}, low = [0, 1], high = [1, 0], interior = [0, 0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<5x9xf32>
// CHECK: stablehlo.reduce(%{{[^ ,)]+}} init: %{{[^ ,)]+}}) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
// CHECK: stablehlo.reduce(%{{[^ ,)]+}} init: %{{[^ ,)]+}}), (%{{[^ ,)]+}} init: %{{[^ ,)]+}}) across dimensions = [1] : (tensor<4x8xf32>, tensor<4x8xf32>, tensor<f32>, tensor<f32>) -> (tensor<4xf32>, tensor<4xf32>)
// CHECK: stablehlo.add %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<f32>
// CHECK: stablehlo.dot_general %{{[^ ,)]+}}, %{{[^ ,)]+}}, contracting_dims = [1] x [1] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x4xf32>
// CHECK: stablehlo.dot_general %{{[^ ,)]+}}, %{{[^ ,)]+}}, batching_dims = [0] x [0], contracting_dims = [1] x [1], precision = [HIGHEST, DEFAULT] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4xf32>
// CHECK: stablehlo.while(%{{[^ ,)]+}} = %{{[^ ,)]+}}, %{{[^ ,)]+}} = %{{[^ ,)]+}}) : tensor<i32>, tensor<4x8xf32>
// CHECK: stablehlo.compare LT, %{{[^ ,)]+}}, %{{[^ ,)]+}}, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
// CHECK: stablehlo.custom_call @Foo(%{{[^ ,)]+}}) {api_version = 2 : i32, backend_config = ""} : (tensor<4x8xf32>) -> tensor<4x8xf32>
// CHECK: stablehlo.fft %{{[^ ,)]+}}, type = FFT, length = [8] : (tensor<4x8xcomplex<f32>>) -> tensor<4x8xcomplex<f32>>
// CHECK: stablehlo.iota dim = 0 : tensor<4xi32>
// CHECK: stablehlo.complex %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xcomplex<f32>>
// CHECK: stablehlo.real %{{[^ ,)]+}} : (tensor<4x8xcomplex<f32>>) -> tensor<4x8xf32>
// CHECK: stablehlo.broadcast_in_dim %{{[^ ,)]+}}, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
// CHECK: stablehlo.reverse %{{[^ ,)]+}}, dims = [0] : tensor<4x8xf32>
// CHECK: stablehlo.clamp %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}} : (tensor<f32>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
// CHECK: stablehlo.convert %{{[^ ,)]+}} : (tensor<4x8xf32>) -> tensor<4x8xf64>
// CHECK: stablehlo.convert %{{[^ ,)]+}} : tensor<4x8xf32>
// CHECK: stablehlo.optimization_barrier %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>, tensor<i32>
// CHECK: "stablehlo.gather"(%{{[^ ,)]+}}, %{{[^ ,)]+}}) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<4x8xf32>, tensor<2x3xi32>) -> tensor<8x2x3xf32>
// CHECK: chlo.erf_inv %{{[^ ,)]+}} : tensor<4x8xf32> -> tensor<4x8xf32>
// CHECK: chlo.top_k(%{{[^ ,)]+}}, k = 3) : tensor<4x8xf32> -> (tensor<4x3xf32>, tensor<4x3xi32>)
// CHECK: chlo.zeta %{{[^ ,)]+}}, %{{[^ ,)]+}} : tensor<4x8xf32>, tensor<4x8xf32> -> tensor<4x8xf32>
// CHECK: "stablehlo.case"(%{{[^ ,)]+}}) ({
// CHECK: stablehlo.dynamic_update_slice %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}}, %{{[^ ,)]+}} : (tensor<4x8xf32>, tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
// CHECK: stablehlo.transpose %{{[^ ,)]+}}, dims = [1, 0] : (tensor<4x8xf32>) -> tensor<8x4xf32>
// CHECK: stablehlo.exponential %{{[^ ,)]+}} : tensor<4x8xf32>
// CHECK: stablehlo.partition_id : tensor<ui32>
// CHECK: stablehlo.bitcast_convert %{{[^ ,)]+}} : (tensor<4x8xf32>) -> tensor<4x8xi32>
// CHECK: stablehlo.is_finite %{{[^ ,)]+}} : (tensor<4x8xf32>) -> tensor<4x8xi1>
func.func @f(%x: tensor<4x8xf32>, %i: tensor<i32>, %p: tensor<4x8xi1>, %c: tensor<4x8xcomplex<f32>>, %w: tensor<2x3xi32>, %u: tensor<ui64>) {
  %c0 = stablehlo.constant dense<1.0> : tensor<f32>
  %0 = stablehlo.compare LT, %x, %x, FLOAT : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x8xi1>
  %1 = stablehlo.select %p, %x, %x : tensor<4x8xi1>, tensor<4x8xf32>
  %2 = stablehlo.abs %c : (tensor<4x8xcomplex<f32>>) -> tensor<4x8xf32>
  %3 = stablehlo.reduce_precision %x, format = e5m10 : tensor<4x8xf32>
  %4 = stablehlo.slice %x [0:2, 1:8:2] : (tensor<4x8xf32>) -> tensor<2x4xf32>
  %5 = stablehlo.dynamic_slice %x, %i, %i, sizes = [2, 2] : (tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<2x2xf32>
  %6 = stablehlo.concatenate %x, %x, dim = 0 : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<8x8xf32>
  %7 = stablehlo.pad %x, %c0, low = [0, 1], high = [1, 0], interior = [0, 0] : (tensor<4x8xf32>, tensor<f32>) -> tensor<5x9xf32>
  %8 = stablehlo.reduce(%x init: %c0) applies stablehlo.add across dimensions = [1] : (tensor<4x8xf32>, tensor<f32>) -> tensor<4xf32>
  %9:2 = stablehlo.reduce(%x init: %c0), (%x init: %c0) across dimensions = [1] : (tensor<4x8xf32>, tensor<4x8xf32>, tensor<f32>, tensor<f32>) -> (tensor<4xf32>, tensor<4xf32>)
   reducer(%a: tensor<f32>, %b: tensor<f32>) (%d: tensor<f32>, %e: tensor<f32>) { 
     %s = stablehlo.add %a, %b : tensor<f32>
     stablehlo.return %s, %d : tensor<f32>, tensor<f32> }
  %10 = stablehlo.dot_general %x, %x, contracting_dims = [1] x [1] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4x4xf32>
  %11 = stablehlo.dot_general %x, %x, batching_dims = [0] x [0], contracting_dims = [1] x [1], precision = [HIGHEST, DEFAULT] : (tensor<4x8xf32>, tensor<4x8xf32>) -> tensor<4xf32>
  %12:2 = stablehlo.while(%a = %i, %b = %x) : tensor<i32>, tensor<4x8xf32> cond { 
     %k = stablehlo.compare LT, %a, %a, SIGNED : (tensor<i32>, tensor<i32>) -> tensor<i1>
     stablehlo.return %k : tensor<i1> } do { stablehlo.return %a, %b : tensor<i32>, tensor<4x8xf32> }
  %13 = stablehlo.custom_call @Foo(%x) {backend_config = "", api_version = 2 : i32} : (tensor<4x8xf32>) -> tensor<4x8xf32>
  %14 = stablehlo.fft %c, type = FFT, length = [8] : (tensor<4x8xcomplex<f32>>) -> tensor<4x8xcomplex<f32>>
  %15 = stablehlo.iota dim = 0 : tensor<4xi32>
  %16 = stablehlo.complex %x, %x : tensor<4x8xcomplex<f32>>
  %17 = stablehlo.real %c : (tensor<4x8xcomplex<f32>>) -> tensor<4x8xf32>
  %18 = stablehlo.broadcast_in_dim %c0, dims = [] : (tensor<f32>) -> tensor<4x8xf32>
  %19 = stablehlo.reverse %x, dims = [0] : tensor<4x8xf32>
  %20 = stablehlo.clamp %c0, %x, %c0 : (tensor<f32>, tensor<4x8xf32>, tensor<f32>) -> tensor<4x8xf32>
  %21 = stablehlo.convert %x : (tensor<4x8xf32>) -> tensor<4x8xf64>
  %22 = stablehlo.convert %x : tensor<4x8xf32>
  %23:2 = stablehlo.optimization_barrier %x, %i : tensor<4x8xf32>, tensor<i32>
  %24 = "stablehlo.gather"(%x, %w) <{dimension_numbers = #stablehlo.gather<offset_dims = [0], collapsed_slice_dims = [0], start_index_map = [0], index_vector_dim = 2>, indices_are_sorted = false, slice_sizes = array<i64: 1, 8>}> : (tensor<4x8xf32>, tensor<2x3xi32>) -> tensor<8x2x3xf32>
  %25 = chlo.erf_inv %x : tensor<4x8xf32> -> tensor<4x8xf32>
  %26:2 = chlo.top_k(%x, k = 3) : tensor<4x8xf32> -> (tensor<4x3xf32>, tensor<4x3xi32>)
  %27 = chlo.zeta %x, %x : tensor<4x8xf32>, tensor<4x8xf32> -> tensor<4x8xf32>
  %28 = "stablehlo.case"(%i) ({ stablehlo.return %x : tensor<4x8xf32> }, {stablehlo.return %x : tensor<4x8xf32>}) : (tensor<i32>) -> tensor<4x8xf32>
  %30 = stablehlo.dynamic_update_slice %x, %x, %i, %i : (tensor<4x8xf32>, tensor<4x8xf32>, tensor<i32>, tensor<i32>) -> tensor<4x8xf32>
  %31 = stablehlo.transpose %x, dims = [1, 0] : (tensor<4x8xf32>) -> tensor<8x4xf32>
  %32 = stablehlo.exponential %x : tensor<4x8xf32>
  %33 = stablehlo.partition_id : tensor<ui32>
  %34 = stablehlo.bitcast_convert %x : (tensor<4x8xf32>) -> tensor<4x8xi32>
  %35 = stablehlo.is_finite %x : (tensor<4x8xf32>) -> tensor<4x8xi1>
  func.return
}
