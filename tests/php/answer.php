<?php
// Says what PHP made of the request, byte for byte; or the result of one of PHP's own functions.
function kept($value) {
    if (!is_array($value)) {
        return base64_encode($value);
    }
    $pairs = [];
    foreach ($value as $key => $inner) {
        $pairs[] = [is_int($key) ? $key : 's' . base64_encode($key), kept($inner)];
    }
    return $pairs;
}

$wanted = json_decode(file_get_contents('php://input'), true);
if (isset($wanted['function']) && ($_SERVER['CONTENT_TYPE'] ?? '') === 'application/json') {
    if ($wanted['function'] === 'parse_str') {
        parse_str(base64_decode($wanted['arguments'][0]), $result);
        $result = kept($result);
    } elseif ($wanted['function'] === 'less') {
        $result = $wanted['arguments'][0] < $wanted['arguments'][1];
    } elseif ($wanted['function'] === 'greater') {
        $result = $wanted['arguments'][0] > $wanted['arguments'][1];
    } else {
        $result = $wanted['function'](...$wanted['arguments']);
    }
    echo json_encode(['result' => $result]);
} else {
    echo json_encode(['post' => kept($_POST)]);
}
