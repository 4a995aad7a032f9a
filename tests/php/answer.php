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

// What OpenCart 3.0.5.0-4.1.0.4 does to its input (system/library/request.php): an element leaves its place and comes
// back under its cleaned name, so that order and collisions are those of the real one.
function cleaned($data) {
    if (!is_array($data)) {
        return trim(htmlspecialchars((string)$data, ENT_COMPAT, 'UTF-8'));
    }
    foreach ($data as $name => $inner) {
        unset($data[$name]);
        $data[cleaned($name)] = cleaned($inner);
    }
    return $data;
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
    echo json_encode(['post' => kept($_POST), 'hashed' => http_build_query(cleaned($_POST))]);
}
