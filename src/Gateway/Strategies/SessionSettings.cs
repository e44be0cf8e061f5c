using Gateway.Configuration;
using Gateway.Fix.Codec;
using Gateway.Fix.Session;

namespace Gateway.Strategies;

/// <summary>What a configuration says of a session, in the FIX engine's words.</summary>
static class SessionSettings
{
    internal static FixSessionSettings Make(SessionId id, SessionConfiguration own, FixConfiguration fix) => new()
    {
        Id = id,
        Role = SessionRole.Acceptor,
        ResetOnLogon = own.ResetOnLogon,
        ResetOnLogout = own.ResetOnLogout,
        ResetOnDisconnect = own.ResetOnDisconnect,
        AllowPeerReset = own.AllowPeerReset,
        Username = own.Username,
        PasswordHash = own.PasswordHash,
        AllowedAddresses = AddressText.Parse(own.AllowedAddresses),
        Schedule = Schedules.Make(own.Schedule),
        HeartBtIntMax = own.HeartBtIntMax,
        LogoutTimeout = own.LogoutTimeout * 1000,
        MaxMessagesInResendRequest = own.MaxMessagesInResendRequest,
        SendLogoutBeforeDisconnectFromTimeout = own.SendLogoutBeforeDisconnectFromTimeout,
        EnableNextExpectedMsgSeqNum = own.EnableNextExpectedMsgSeqNum,
        EnableLastMsgSeqNumProcessed = own.EnableLastMsgSeqNumProcessed,
        TimestampPrecision = own.TimestampPrecision,
        CheckLatency = own.Validation.CheckLatency ?? fix.SendingTimeToleranceSeconds > 0,
        MaxLatency = (own.Validation.MaxLatency ?? (fix.SendingTimeToleranceSeconds > 0 ? fix.SendingTimeToleranceSeconds : 120)) * 1000,
        CheckCompID = own.Validation.CheckCompID ?? true,
        RequiresOrigSendingTime = own.Validation.RequiresOrigSendingTime ?? true,
        ValidateFieldsHaveValues = own.Validation.ValidateFieldsHaveValues ?? true,
        MessageSizeMax = fix.MessageBytesMax,
        OutgoingBytesMax = fix.SendBufferBytesMax,
        Validator = Validators.Make(id.BeginString, fix.Validation, own.Validation, own.DataDictionary),
    };
}
