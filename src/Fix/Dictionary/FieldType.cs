using Gateway.Fix.Codec;

namespace Gateway.Fix.Dictionary;

/// <summary>Form of a value, as far as it can be checked byte by byte.</summary>
public enum FieldType : byte
{
    /// <summary>Any bytes but the delimiter.</summary>
    Text,
    /// <summary>One byte.</summary>
    Char,
    /// <summary>Y or N.</summary>
    Boolean,
    /// <summary>An integer with an optional '-'.</summary>
    Integer,
    /// <summary>A decimal number with any count of digits.</summary>
    Decimal,
    /// <summary>yyyyMMdd-HH:mm:ss with an optional fraction.</summary>
    UtcTimestamp,
    /// <summary>HH:mm:ss with an optional fraction.</summary>
    UtcTime,
    /// <summary>yyyyMMdd.</summary>
    Date,
    /// <summary>yyyyMM, yyyyMMdd or yyyyMMwn.</summary>
    MonthYear,
    /// <summary>Values separated by spaces.</summary>
    MultipleValue,
    /// <summary>Any bytes at all, the length stands in the field before.</summary>
    Data,
    /// <summary>Count of a repeating group.</summary>
    NumInGroup,
}

/// <summary>Types by the names that dictionaries use, and the check of their form.</summary>
static class FieldTypes
{
    /// <summary>The type called <paramref name="name"/>; unknown names are text.</summary>
    /// <param name="name">Name in the dictionary, any case.</param>
    /// <param name="isOld">FIX before 4.2, where CHAR meant text and TIME a timestamp.</param>
    public static FieldType Parse(string name, bool isOld) => name.ToUpperInvariant() switch
    {
        "CHAR" => isOld ? FieldType.Text : FieldType.Char,
        "BOOLEAN" => FieldType.Boolean,
        "INT" or "LENGTH" or "SEQNUM" or "DAYOFMONTH" or "TAGNUM" or "DAY-OF-MONTH" => FieldType.Integer,
        "NUMINGROUP" => FieldType.NumInGroup,
        "FLOAT" or "QTY" or "QUANTITY" or "PRICE" or "PRICEOFFSET" or "AMT" or "PERCENTAGE" => FieldType.Decimal,
        "UTCTIMESTAMP" or "TIME" => FieldType.UtcTimestamp,
        "UTCTIMEONLY" => FieldType.UtcTime,
        "UTCDATE" or "UTCDATEONLY" or "LOCALMKTDATE" or "DATE" => FieldType.Date,
        "MONTHYEAR" or "MONTH-YEAR" => FieldType.MonthYear,
        "MULTIPLEVALUESTRING" or "MULTIPLESTRINGVALUE" or "MULTIPLECHARVALUE" => FieldType.MultipleValue,
        "DATA" or "XMLDATA" => FieldType.Data,
        _ => FieldType.Text,
    };

    /// <summary>True when <paramref name="value"/> has the form of <paramref name="type"/>.</summary>
    public static bool HasForm(FieldType type, ReadOnlySpan<byte> value) => type switch
    {
        FieldType.Char => value.Length == 1,
        FieldType.Boolean => value.Length == 1 && value[0] is (byte)'Y' or (byte)'N',
        FieldType.Integer or FieldType.NumInGroup => IsInteger(value),
        FieldType.Decimal => IsDecimal(value),
        FieldType.UtcTimestamp => FieldParser.TryTimestamp(value, out _),
        FieldType.UtcTime => FieldParser.TryTimeOfDay(value, out _),
        FieldType.Date => FieldParser.TryDate(value, out _) || value.Length == 8 && !value.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && value[4] <= '1' && value[6] <= '3',
        FieldType.MonthYear => IsMonthYear(value),
        _ => true,
    };

    // Values are short: a loop over their bytes is quicker than the searches made for long ones.
    static bool IsInteger(ReadOnlySpan<byte> value)
    {
        int start = value.Length > 1 && value[0] == '-' ? 1 : 0;
        for (int i = start; i < value.Length; i++)
        {
            if (!char.IsAsciiDigit((char)value[i]))
                return false;
        }
        return value.Length > start;
    }

    static bool IsDecimal(ReadOnlySpan<byte> value)
    {
        int start = value.Length > 1 && value[0] == '-' ? 1 : 0;
        int points = 0;
        for (int i = start; i < value.Length; i++)
        {
            if (value[i] == '.')
                points++;
            else if (!char.IsAsciiDigit((char)value[i]))
                return false;
        }
        return points <= 1 && value.Length > start + points;
    }

    static bool IsMonthYear(ReadOnlySpan<byte> value)
    {
        if (value.Length is not (6 or 8) || value[..6].ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            return false;
        int month = (value[4] - '0') * 10 + value[5] - '0';
        bool week = value.Length == 8 && value[6] == 'w' && value[7] is >= (byte)'1' and <= (byte)'5';
        return month is >= 1 and <= 12
            && (value.Length == 6 || week || !value[6..].ContainsAnyExceptInRange((byte)'0', (byte)'9'));
    }
}
