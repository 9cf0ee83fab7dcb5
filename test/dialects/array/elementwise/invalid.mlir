// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @one_type(%a0: tensor<4xf32>, %a1: tensor<3xf32>) {
  // expected-error @+2 {{array.add: operands must have one type, got tensor<4xf32> and tensor<3xf32>}}
  // expected-error @+1 {{'array.add' op failed to infer returned types}}
  %r = "array.add"(%a0, %a1) : (tensor<4xf32>, tensor<3xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @one_element_type(%a0: tensor<4xf32>, %a1: tensor<4xi32>) {
  // expected-error @+2 {{array.mul: operands must have one type, got tensor<4xf32> and tensor<4xi32>}}
  // expected-error @+1 {{'array.mul' op failed to infer returned types}}
  %r = "array.mul"(%a0, %a1) : (tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @result_type(%a0: tensor<4xf32>, %a1: tensor<4xf32>) {
  // expected-error @+2 {{'array.add' op inferred type(s) 'tensor<4xf32>' are incompatible with return type(s) of operation 'tensor<3xf32>'}}
  // expected-error @+1 {{'array.add' op failed to infer returned types}}
  %r = "array.add"(%a0, %a1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<3xf32>
  return
}

// -----

func.func @floating_point(%a0: tensor<4xi32>) {
  // expected-error @+1 {{'array.erf' op operand #0 must be floating-point array, but got 'tensor<4xi32>'}}
  %r = "array.erf"(%a0) : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @inexact(%a0: tensor<4xi1>) {
  // expected-error @+1 {{'array.exp' op operand #0 must be floating-point or complex array, but got 'tensor<4xi1>'}}
  %r = "array.exp"(%a0) : (tensor<4xi1>) -> tensor<4xi1>
  return
}

// -----

func.func @integers(%a0: tensor<4xf32>, %a1: tensor<4xf32>) {
  // expected-error @+1 {{'array.shift_left' op operand #0 must be integer array, but got 'tensor<4xf32>'}}
  %r = "array.shift_left"(%a0, %a1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @dynamic_shape(%a0: tensor<?xf32>) {
  // expected-error @+1 {{'array.neg' op operand #0 must be integer, floating-point or complex array, but got 'tensor<?xf32>'}}
  %r = "array.neg"(%a0) : (tensor<?xf32>) -> tensor<?xf32>
  return
}

// -----

func.func @no_array_element(%a0: tensor<4xindex>) {
  // expected-error @+1 {{'array.neg' op operand #0 must be integer, floating-point or complex array, but got 'tensor<4xindex>'}}
  %r = "array.neg"(%a0) : (tensor<4xindex>) -> tensor<4xindex>
  return
}

// -----

func.func @too_large(%a0: tensor<4611686018427387904xf32>) {
  // expected-error @+1 {{'array.neg' op operand #0 must be integer, floating-point or complex array, but got 'tensor<4611686018427387904xf32>'}}
  %r = "array.neg"(%a0) : (tensor<4611686018427387904xf32>) -> tensor<4611686018427387904xf32>
  return
}

// -----

func.func @operand_count(%a0: tensor<4xf32>, %a1: tensor<4xf32>) {
  // expected-error @+1 {{'array.neg' op requires a single operand}}
  %r = "array.neg"(%a0, %a1) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @abs_result(%a0: tensor<4xcomplex<f32>>) {
  // expected-error @+1 {{'array.abs' op result #0 must be integer or floating-point array, but got 'tensor<4xcomplex<f32>>'}}
  %r = "array.abs"(%a0) : (tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @integer_pow_c1(%a0: tensor<4xi32>) {
  // expected-error @+2 {{array.integer_pow: a negative exponent needs a floating-point or complex array, got exponent -1 for tensor<4xi32>}}
  // expected-error @+1 {{'array.integer_pow' op failed to infer returned types}}
  %r = "array.integer_pow"(%a0) {exponent = -1 : i64} : (tensor<4xi32>) -> tensor<4xi32>
  return
}

// -----

func.func @integer_pow_exponent(%a0: tensor<4xf32>) {
  // expected-error @+1 {{'array.integer_pow' op attribute 'exponent' failed to satisfy constraint: 64-bit signless integer attribute}}
  %r = "array.integer_pow"(%a0) {exponent = 2 : i32} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @reduce_precision_c1(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.reduce_precision: exponent_bits must be positive, got 0}}
  // expected-error @+1 {{'array.reduce_precision' op failed to infer returned types}}
  %r = "array.reduce_precision"(%a0) {exponent_bits = 0 : i64, mantissa_bits = 3 : i64} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @reduce_precision_c2(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.reduce_precision: mantissa_bits must not be negative, got -1}}
  // expected-error @+1 {{'array.reduce_precision' op failed to infer returned types}}
  %r = "array.reduce_precision"(%a0) {exponent_bits = 4 : i64, mantissa_bits = -1 : i64} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @gcd_of_floats(%a0: tensor<4xf32>) {
  // expected-error @+1 {{'array.gcd' op operand #0 must be integer array, but got 'tensor<4xf32>'}}
  %r = "array.gcd"(%a0, %a0) : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @mulhi_types(%a0: tensor<4xi32>, %a1: tensor<4xui32>) {
  // expected-error @+2 {{array.mulhi: operands must have one type, got tensor<4xi32> and tensor<4xui32>}}
  // expected-error @+1 {{'array.mulhi' op failed to infer returned types}}
  %r = "array.mulhi"(%a0, %a1) : (tensor<4xi32>, tensor<4xui32>) -> tensor<4xi32>
  return
}

// -----

func.func @clamp_of_complex_numbers(%a0: tensor<4xcomplex<f32>>) {
  // expected-error @+1 {{'array.clamp' op operand #0 must be boolean, integer or floating-point array, but got 'tensor<4xcomplex<f32>>'}}
  %r = "array.clamp"(%a0, %a0, %a0) : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @width_of_bits(%a0: tensor<4xf4E2M1FN>) {
  // expected-error @+2 {{array.bitcast: element_type must have the width of the operand's elements, got tensor<4xf4E2M1FN> and i8}}
  // expected-error @+1 {{'array.bitcast' op failed to infer returned types}}
  %r = "array.bitcast"(%a0) {element_type = i8} : (tensor<4xf4E2M1FN>) -> tensor<4xi8>
  return
}

// -----

func.func @compare_types(%a0: tensor<4xf32>, %a1: tensor<4xi32>) {
  // expected-error @+2 {{array.compare: operands must have one type, got tensor<4xf32> and tensor<4xi32>}}
  // expected-error @+1 {{'array.compare' op failed to infer returned types}}
  %r = "array.compare"(%a0, %a1) {direction = #array<direction LT>} : (tensor<4xf32>, tensor<4xi32>) -> tensor<4xi1>
  return
}

// -----

func.func @compare_direction(%a0: tensor<4xf32>, %a1: tensor<4xf32>) {
  // expected-error @+1 {{'array.compare' op attribute 'direction' failed to satisfy constraint: comparison}}
  %r = "array.compare"(%a0, %a1) {direction = "LT"} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return
}

// -----

func.func @compare_result(%a0: tensor<4xf32>, %a1: tensor<4xf32>) {
  // expected-error @+1 {{'array.compare' op result #0 must be boolean array, but got 'tensor<4xf32>'}}
  %r = "array.compare"(%a0, %a1) {direction = #array<direction EQ>} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @select_predicate(%a0: tensor<4xi32>, %a1: tensor<4xf32>, %a2: tensor<4xf32>) {
  // expected-error @+1 {{'array.select' op operand #0 must be boolean array, but got 'tensor<4xi32>'}}
  %r = "array.select"(%a0, %a1, %a2) : (tensor<4xi32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @select_shape(%a0: tensor<i1>, %a1: tensor<4xf32>, %a2: tensor<4xf32>) {
  // expected-error @+2 {{array.select: predicate must have the shape of the choices, got tensor<i1> and tensor<4xf32>}}
  // expected-error @+1 {{'array.select' op failed to infer returned types}}
  %r = "array.select"(%a0, %a1, %a2) : (tensor<i1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @select_choices(%a0: tensor<4xi1>, %a1: tensor<4xf32>, %a2: tensor<4xi32>) {
  // expected-error @+2 {{array.select: choices must have one type, got tensor<4xf32> and tensor<4xi32>}}
  // expected-error @+1 {{'array.select' op failed to infer returned types}}
  %r = "array.select"(%a0, %a1, %a2) : (tensor<4xi1>, tensor<4xf32>, tensor<4xi32>) -> tensor<4xf32>
  return
}

// -----

func.func @is_finite_integers(%a0: tensor<4xi32>) {
  // expected-error @+1 {{'array.is_finite' op operand #0 must be floating-point array, but got 'tensor<4xi32>'}}
  %r = "array.is_finite"(%a0) : (tensor<4xi32>) -> tensor<4xi1>
  return
}

// -----

func.func @convert_element_type(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.convert: attribute element_type must be an element type of arrays, got index}}
  // expected-error @+1 {{'array.convert' op failed to infer returned types}}
  %r = "array.convert"(%a0) {element_type = index} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @convert_missing(%a0: tensor<4xf32>) {
  // expected-error @+1 {{'array.convert' op requires attribute 'element_type'}}
  %r = "array.convert"(%a0) : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @convert_result(%a0: tensor<4xf32>) {
  // expected-error @+2 {{'array.convert' op inferred type(s) 'tensor<4xi32>' are incompatible with return type(s) of operation 'tensor<4xf32>'}}
  // expected-error @+1 {{'array.convert' op failed to infer returned types}}
  %r = "array.convert"(%a0) {element_type = i32} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @bitcast_c1(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.bitcast: element_type must have the width of the operand's elements, got tensor<4xf32> and i16}}
  // expected-error @+1 {{'array.bitcast' op failed to infer returned types}}
  %r = "array.bitcast"(%a0) {element_type = i16} : (tensor<4xf32>) -> tensor<4xi16>
  return
}

// -----

func.func @bitcast_complex(%a0: tensor<4xcomplex<f32>>) {
  // expected-error @+2 {{array.bitcast: the bits of complex numbers cannot be read as another type, got tensor<4xcomplex<f32>> and f64}}
  // expected-error @+1 {{'array.bitcast' op failed to infer returned types}}
  %r = "array.bitcast"(%a0) {element_type = f64} : (tensor<4xcomplex<f32>>) -> tensor<4xf64>
  return
}

// -----

func.func @real_of_real(%a0: tensor<4xf32>) {
  // expected-error @+1 {{'array.real' op operand #0 must be complex array, but got 'tensor<4xf32>'}}
  %r = "array.real"(%a0) : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @complex_c1(%a0: tensor<4xf16>, %a1: tensor<4xf16>) {
  // expected-error @+2 {{array.complex: operands must be f32 or f64 arrays, got tensor<4xf16>}}
  // expected-error @+1 {{'array.complex' op failed to infer returned types}}
  %r = "array.complex"(%a0, %a1) : (tensor<4xf16>, tensor<4xf16>) -> tensor<4xcomplex<f32>>
  return
}

// -----

func.func @while_parsing(%a0: tensor<4xi32>) {
  // expected-error @+1 {{array.sin: operand must be a floating-point or complex array, got tensor<4xi32>}}
  %r = array.sin %a0 : tensor<4xi32>
  return
}

// -----

func.func @while_parsing_two(%a0: tensor<4xi1>, %a1: tensor<4xi1>) {
  // expected-error @+1 {{array.pow: operands must be integer, floating-point or complex arrays, got tensor<4xi1>}}
  %r = array.pow %a0, %a1 : tensor<4xi1>
  return
}

// -----

func.func @complex_types(%a0: tensor<4xf32>, %a1: tensor<4xf64>) {
  // expected-error @+2 {{array.complex: operands must have one type, got tensor<4xf32> and tensor<4xf64>}}
  // expected-error @+1 {{'array.complex' op failed to infer returned types}}
  %r = "array.complex"(%a0, %a1) : (tensor<4xf32>, tensor<4xf64>) -> tensor<4xcomplex<f32>>
  return
}
