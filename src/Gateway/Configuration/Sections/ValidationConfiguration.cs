namespace Gateway.Configuration;

/// <summary>Which checks a FIX session makes; null leaves one as the preset has it. Names are QuickFIX's where it has them.</summary>
public sealed class ValidationConfiguration
{
    /// <summary>Hold messages against a data dictionary at all.</summary>
    public bool? UseDataDictionary { get; set; }

    /// <summary>Header before body before trailer.</summary>
    public bool? ValidateFieldsOutOfOrder { get; set; }

    /// <summary>No tag without a value.</summary>
    public bool? ValidateFieldsHaveValues { get; set; }

    /// <summary>Tags from 5000 on must be in the dictionary too.</summary>
    public bool? ValidateUserDefinedFields { get; set; }

    /// <summary>Fields that the dictionary or the message does not know pass.</summary>
    public bool? AllowUnknownMsgFields { get; set; }

    /// <summary>Values that the dictionary does not list pass.</summary>
    public bool? AllowUnknownEnumValues { get; set; }

    /// <summary>Fields of a group's entry stand in the dictionary's order.</summary>
    public bool? ValidateUnorderedGroupFields { get; set; }

    /// <summary>Required fields must be there.</summary>
    public bool? CheckRequiredFields { get; set; }

    /// <summary>SenderCompID and TargetCompID of every message must be the session's.</summary>
    public bool? CheckCompID { get; set; }

    /// <summary>SendingTime must be within <see cref="MaxLatency"/> of the clock.</summary>
    public bool? CheckLatency { get; set; }

    /// <summary>Seconds for <see cref="CheckLatency"/>.</summary>
    public int? MaxLatency { get; set; }

    /// <summary>A message with PossDupFlag that was seen before must carry OrigSendingTime.</summary>
    public bool? RequiresOrigSendingTime { get; set; }
}
