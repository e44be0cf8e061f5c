namespace Gateway.Fix.Session;

/// <summary>Standard wording of reject reasons.</summary>
static class RejectText
{
    public static string Of(SessionRejectReason reason) => reason switch
    {
        SessionRejectReason.InvalidTagNumber => "Invalid tag number",
        SessionRejectReason.RequiredTagMissing => "Required tag missing",
        SessionRejectReason.TagNotDefinedForMessage => "Tag not defined for this message type",
        SessionRejectReason.UndefinedTag => "Undefined Tag",
        SessionRejectReason.TagWithoutValue => "Tag specified without a value",
        SessionRejectReason.ValueIncorrect => "Value is incorrect (out of range) for this tag",
        SessionRejectReason.IncorrectDataFormat => "Incorrect data format for value",
        SessionRejectReason.DecryptionProblem => "Decryption problem",
        SessionRejectReason.SignatureProblem => "Signature problem",
        SessionRejectReason.CompIdProblem => "CompID problem",
        SessionRejectReason.SendingTimeAccuracy => "SendingTime accuracy problem",
        SessionRejectReason.InvalidMsgType => "Invalid MsgType",
        SessionRejectReason.XmlValidation => "XML validation error",
        SessionRejectReason.TagAppearsMoreThanOnce => "Tag appears more than once",
        SessionRejectReason.TagOutOfOrder => "Tag specified out of required order",
        SessionRejectReason.GroupFieldsOutOfOrder => "Repeating group fields out of order",
        SessionRejectReason.IncorrectNumInGroup => "Incorrect NumInGroup count for repeating group",
        SessionRejectReason.DelimiterInValue => "Non \"data\" value includes field delimiter (SOH character)",
        _ => "Other",
    };

    /// <summary>Wording in a session Reject, which stands for a business reject before FIX 4.2.</summary>
    public static string InReject(BusinessRejectReason reason) =>
        reason == BusinessRejectReason.UnsupportedMessageType ? "Unsupported message type" : Of(reason);

    public static string Of(BusinessRejectReason reason) => reason switch
    {
        BusinessRejectReason.UnknownId => "Unknown ID",
        BusinessRejectReason.UnknownSecurity => "Unknown Security",
        BusinessRejectReason.UnsupportedMessageType => "Unsupported Message Type",
        BusinessRejectReason.ApplicationNotAvailable => "Application not available",
        BusinessRejectReason.ConditionallyRequiredFieldMissing => "Conditionally required field missing",
        BusinessRejectReason.NotAuthorized => "Not authorized",
        BusinessRejectReason.DeliverToFirmNotAvailable => "DeliverTo firm not available at this time",
        _ => "Other",
    };
}
