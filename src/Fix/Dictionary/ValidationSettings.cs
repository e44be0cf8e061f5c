namespace Gateway.Fix.Dictionary;

/// <summary>Which checks a session makes. Names and defaults are QuickFIX's where it has them.</summary>
public sealed record ValidationSettings
{
    /// <summary>Header before body before trailer.</summary>
    public bool ValidateFieldsOutOfOrder { get; init; } = true;

    /// <summary>No tag without a value.</summary>
    public bool ValidateFieldsHaveValues { get; init; } = true;

    /// <summary>Tags from 5000 on must be in the dictionary too.</summary>
    public bool ValidateUserDefinedFields { get; init; } = true;

    /// <summary>Fields that the dictionary or the message does not know are let through to the application.</summary>
    public bool AllowUnknownMsgFields { get; init; }

    /// <summary>Values that the dictionary does not list are let through to the application.</summary>
    public bool AllowUnknownEnumValues { get; init; }

    /// <summary>Fields of a group's entry stand in the dictionary's order.</summary>
    public bool ValidateUnorderedGroupFields { get; init; } = true;

    /// <summary>Required fields must be there.</summary>
    public bool CheckRequiredFields { get; init; } = true;

    /// <summary>
    /// For messages from a venue: forms are checked, but what is merely unknown reaches the application, so that no fill is lost to a
    /// new tag or value.
    /// </summary>
    public static ValidationSettings Lenient { get; } = new()
    {
        ValidateFieldsOutOfOrder = false,
        ValidateUserDefinedFields = false,
        AllowUnknownMsgFields = true,
        AllowUnknownEnumValues = true,
        ValidateUnorderedGroupFields = false,
    };
}
