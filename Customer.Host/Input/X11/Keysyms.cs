using System.Text;

namespace RemoteAssist.Customer.Host.Input.X11;

/// <summary>Keysyms and characters. A character has several keysyms; here each has one, so that they can be compared.</summary>
internal static class Keysyms
{
    internal const uint ShiftL = 0xFFE1, ShiftR = 0xFFE2, Level3Shift = 0xFE03, ModeSwitch = 0xFF7E;

    private const uint UnicodeBase = 0x01000000, LastUnicode = 0x0110FFFF, Return = 0xFF0D, Tab = 0xFF09, Backspace = 0xFF08, Escape = 0xFF1B;

    /// <summary>The one keysym for all that mean the same: Latin-1 as itself, other characters by their Unicode number, functions as they are.</summary>
    internal static uint Canonical(uint keysym)
    {
        if (keysym is >= UnicodeBase + 0x100 and <= LastUnicode or < 0x100) return keysym;
        // Latin-1 by its Unicode number is the same as Latin-1.
        if (keysym is >= UnicodeBase and < UnicodeBase + 0x100) return keysym - UnicodeBase;
        uint character = LegacyKeysyms.CharacterOf(keysym);
        return character == 0 ? keysym : OfCharacter(character);
    }

    /// <summary>The keysym that types a character of a text; 0 for control characters that have no key.</summary>
    internal static uint Of(Rune character) => character.Value switch
    {
        '\n' or '\r' => Return,
        '\t' => Tab,
        '\b' => Backspace,
        0x1B => Escape,
        < 0x20 or (>= 0x7F and < 0xA0) => 0,
        var value => OfCharacter((uint)value),
    };

    /// <summary>Whether the keysym (canonical) is a character, not a function or a modifier.</summary>
    internal static bool IsCharacter(uint keysym) => keysym is (>= 0x20 and < 0x100) or (>= UnicodeBase + 0x100 and <= LastUnicode);

    /// <summary>Whether the keysym is of a key that changes others: Shift to Hyper, and the level and group shifts.</summary>
    internal static bool IsModifier(uint keysym) => keysym is (>= 0xFFE1 and <= 0xFFEE) or (>= 0xFE01 and <= 0xFE13) or ModeSwitch or 0xFF7F;

    private static uint OfCharacter(uint character) => character < 0x100 ? character : UnicodeBase | character;
}
