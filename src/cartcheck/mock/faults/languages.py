"""A few words of the API in other languages; no fault itself. What is not among them is told by one sentence for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cartcheck.mock.messages import Say

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Language:
    """A language pack: its name, its code, how it is written, the messages that a diagnosis meets, and one for the rest."""

    name: str
    code: str
    direction: str
    page_not_found: str
    words: Mapping[str, str]
    other: str


# The order of these messages in each language below.
_SAID = (
    Say.NO_PERMISSION,
    Say.LOGGED_IN,
    Say.KEY,
    Say.LOGIN,
    Say.IP,
    Say.NO_ACCESS,
    Say.NO_CALL,
    Say.REQUIRED,
)


def _language(name: str, code: str, direction: str, not_found: str, other: str, *told: str) -> Language:
    return Language(
        name, code, direction, not_found, dict(zip(map(str, _SAID), told, strict=True)), f"{other} ({{}})"
    )


LANGUAGES = (
    _language(
        *(
            "french",
            "fr-fr",
            "ltr",
            "La page demandée est introuvable !",
            "Attention : vérifiez votre saisie !",
        ),
        "Attention : vous n’avez pas l’autorisation d’accéder à l’API !",
        "Félicitations : la session de l’API a démarré !",
        "Attention : clé d’API incorrecte !",
        "Attention : identifiant ou mot de passe inconnu.",
        "Attention : votre adresse IP {} n’est pas autorisée à accéder à cette API !",
        "Vous n’avez pas l’autorisation d’accéder à cette page.",
        "Appel d’API introuvable",
        "{} est requis !",
    ),
    _language(
        *(
            "turkish",
            "tr-tr",
            "ltr",
            "Aradığınız sayfa bulunamadı!",
            "Uyarı: Lütfen girdiğiniz bilgiyi denetleyin!",
        ),
        "Uyarı: API erişim izniniz bulunmuyor!",
        "Başarılı: API oturumu başlatıldı!",
        "Uyarı: API anahtarı yanlış!",
        "Uyarı: Kullanıcı adı ve/veya şifre eşleşmiyor.",
        "Uyarı: {} IP adresinizin bu API’ye erişim izni yok!",
        "Bu sayfaya erişim izniniz yok.",
        "API çağrısı bulunamadı",
        "{} gerekli!",
    ),
    _language(
        *(
            "russian",
            "ru-ru",
            "ltr",
            "Запрашиваемая страница не найдена!",
            "Внимание: проверьте введённые данные!",
        ),
        "Внимание: у Вас нет прав для доступа к API!",
        "Успешно: сессия API запущена!",
        "Внимание: неверный ключ API!",
        "Внимание: логин и/или пароль не совпадают.",
        "Внимание: Вашему IP {} запрещён доступ к этому API!",
        "У Вас нет прав для доступа к этой странице.",
        "Вызов API не найден",
        "Необходимо указать {}!",
    ),
    _language(
        *(
            "japanese",
            "ja-jp",
            "ltr",
            "お探しのページは見つかりません。",
            "警告：入力内容を確認してください！",
        ),
        "警告：APIにアクセスする権限がありません！",
        "成功：APIセッションを開始しました！",
        "警告：APIキーが正しくありません！",
        "警告：ユーザー名またはパスワードが一致しません。",
        "警告：あなたのIP{}からこのAPIへのアクセスは許可されていません！",
        "このページにアクセスする権限がありません。",
        "API呼び出しが見つかりません",
        "{}が必要です！",
    ),
    _language(
        *("arabic", "ar", "rtl", "الصفحة المطلوبة غير موجودة!", "تحذير: يرجى التحقق من البيانات!"),
        "تحذير: ليس لديك صلاحية الوصول إلى API!",
        "نجاح: بدأت جلسة API!",
        "تحذير: مفتاح API غير صحيح!",
        "تحذير: اسم المستخدم أو كلمة المرور غير مطابقة.",
        "تحذير: عنوان IP الخاص بك \u200f{}\u200f غير مسموح له بالوصول إلى API!",  # with the marks that keep its order
        "ليس لديك صلاحية الوصول إلى هذه الصفحة.",
        "لم يتم العثور على استدعاء API",
        "{} مطلوب!",
    ),
)
