/** The emulator's XSD for the seven XML migration files (ruling R2-01). Every file is validated against it on receipt. */
export const FILES_NAMESPACE = 'urn:smets1-migration-emulator:files:1';
export const XMLDSIG_NAMESPACE = 'http://www.w3.org/2000/09/xmldsig#';

const installations = (type: string): string =>
  `<xs:element name="SMETS1Installation" type="${type}" maxOccurs="100000"/>`;
const file = (root: string, content: string): string => `
  <xs:element name="${root}">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="MigrationHeader" type="MigrationHeader"/>
        <xs:element name="FileControl" type="FileControl"/>
        ${content}
        <xs:any namespace="${XMLDSIG_NAMESPACE}" processContents="skip" minOccurs="0"/>
      </xs:sequence>
    </xs:complexType>
  </xs:element>`;

export const MIGRATION_XSD = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="${FILES_NAMESPACE}" targetNamespace="${FILES_NAMESPACE}"
  elementFormDefault="qualified" attributeFormDefault="unqualified">
  <xs:annotation><xs:documentation>
    Emulator profile. The SMETS1 Migration Schema is not public; this schema was written for the emulator and is no copy of it.
    Names the public documents attest: SMETS1Installation, FailedStepNumber, SupportingData, ToBeCommissionedByDCC with the
    values True and False, SupplierCertificateIds, Group_ID and its values. The root elements are the names of the files.
    Every other name, every order, length and pattern is the emulator's own, MigrationHeader, FileControl and Counter included.
    A signature stands as the last child of the root: one ds:Signature (the decoder checks its name).
    An Installation that stands twice in a file is left to the whole-file checks, missing devices to the Installation checks.
  </xs:documentation></xs:annotation>

  <xs:simpleType name="EUI64"><xs:restriction base="xs:string"><xs:pattern value="[0-9A-F]{2}(-[0-9A-F]{2}){7}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Id"><xs:restriction base="xs:string"><xs:pattern value="[A-Za-z0-9_\\-]{1,64}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Signifier"><xs:restriction base="xs:string"><xs:pattern value="[A-Z0-9]{1,32}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="MPAN"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{13}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="MPRN"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{6,10}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="IMSI"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{14,15}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="IPAddress"><xs:restriction base="xs:string"><xs:pattern value="[0-9A-Fa-f.:]{2,45}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="APN"><xs:restriction base="xs:string"><xs:pattern value="[A-Za-z0-9.\\-]{1,100}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="StepNumber"><xs:restriction base="xs:string"><xs:pattern value="[A-Za-z0-9.()\\-]{1,32}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="SerialNumberOfCertificate"><xs:restriction base="xs:string"><xs:pattern value="[0-9]{1,60}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="IssuerName"><xs:restriction base="xs:string"><xs:maxLength value="256"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="DeviceText"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="30"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="FirmwareVersion"><xs:restriction base="xs:string"><xs:minLength value="1"/><xs:maxLength value="8"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="SupportingData"><xs:restriction base="xs:string"><xs:maxLength value="1000"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Counter"><xs:restriction base="xs:unsignedLong"><xs:pattern value="0|[1-9][0-9]{0,15}"/><xs:maxInclusive value="9007199254740991"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Time"><xs:restriction base="xs:dateTime"><xs:pattern value="(19[7-9][0-9]|[2-9][0-9]{3})-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Day"><xs:restriction base="xs:date"><xs:pattern value="[0-9]{4}-[0-9]{2}-[0-9]{2}"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="TrueFalse"><xs:restriction base="xs:string"><xs:enumeration value="True"/><xs:enumeration value="False"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="GroupId"><xs:restriction base="xs:string">
    <xs:enumeration value="AA"/><xs:enumeration value="BA"/><xs:enumeration value="CA"/><xs:enumeration value="CB"/>
    <xs:enumeration value="DA"/><xs:enumeration value="EA"/><xs:enumeration value="EB"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="DeviceType"><xs:restriction base="xs:string">
    <xs:enumeration value="CHF"/><xs:enumeration value="ESME"/><xs:enumeration value="GSME"/>
    <xs:enumeration value="GPF"/><xs:enumeration value="PPMID"/><xs:enumeration value="IHD"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="CredentialDeviceType"><xs:restriction base="xs:string">
    <xs:enumeration value="ESME"/><xs:enumeration value="GSME"/><xs:enumeration value="GPF"/>
  </xs:restriction></xs:simpleType>
  <xs:simpleType name="Outcome"><xs:restriction base="xs:string"><xs:enumeration value="Success"/><xs:enumeration value="Failure"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="TestResult"><xs:restriction base="xs:string"><xs:enumeration value="Passed"/><xs:enumeration value="Failed"/></xs:restriction></xs:simpleType>
  <xs:simpleType name="Base64"><xs:restriction base="xs:base64Binary"><xs:minLength value="1"/><xs:maxLength value="1024"/><xs:pattern value="[A-Za-z0-9+/=]+"/></xs:restriction></xs:simpleType>

  <xs:complexType name="MigrationHeader"><xs:sequence>
    <xs:element name="MigrationSetId" type="Id"/>
    <xs:element name="Group_ID" type="GroupId"/>
    <xs:element name="RequestingPartyId" type="EUI64"/>
    <xs:element name="MigrationDay" type="Day"/>
    <xs:element name="ToBeCommissionedByDCC" type="TrueFalse"/>
    <xs:element name="CommissioningSupplierId" type="EUI64" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="FileControl"><xs:sequence>
    <xs:element name="Sender" type="EUI64"/>
    <xs:element name="Counter" type="Counter"/>
    <xs:element name="GeneratedAt" type="Time"/>
  </xs:sequence></xs:complexType>
  <xs:group name="Failure"><xs:sequence>
    <xs:element name="FailedStepNumber" type="StepNumber"/>
    <xs:element name="SupportingData" type="SupportingData"/>
  </xs:sequence></xs:group>

  <xs:complexType name="CertificateId"><xs:sequence>
    <xs:element name="SerialNumber" type="SerialNumberOfCertificate"/>
    <xs:element name="IssuerName" type="IssuerName"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="CertificateIds"><xs:sequence>
    <xs:element name="Critical" type="CertificateId"/>
    <xs:element name="NonCritical" type="CertificateId"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="DeviceCredentials"><xs:sequence>
    <xs:element name="DeviceType" type="CredentialDeviceType"/>
    <xs:choice>
      <xs:element name="SupplierCertificateIds" type="CertificateIds"/>
      <xs:element name="NetworkOperatorCertificateIds" type="CertificateIds"/>
    </xs:choice>
  </xs:sequence></xs:complexType>
  <xs:complexType name="Device"><xs:sequence>
    <xs:element name="DeviceId" type="EUI64"/>
    <xs:element name="DeviceType" type="DeviceType"/>
    <xs:element name="Manufacturer" type="DeviceText"/>
    <xs:element name="Model" type="DeviceText"/>
    <xs:element name="FirmwareVersion" type="FirmwareVersion"/>
    <xs:element name="SerialNumber" type="DeviceText"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="McfInstallation"><xs:sequence>
    <xs:element name="InstallationId" type="Id"/>
    <xs:element name="MPAN" type="MPAN" minOccurs="0"/>
    <xs:element name="MPRN" type="MPRN" minOccurs="0"/>
    <xs:element name="ElectricitySupplier" type="Signifier" minOccurs="0"/>
    <xs:element name="GasSupplier" type="Signifier" minOccurs="0"/>
    <xs:element name="Priority" type="TrueFalse"/>
    <xs:element name="Device" type="Device" minOccurs="0" maxOccurs="32"/>
    <xs:element name="DeviceCredentials" type="DeviceCredentials" minOccurs="0" maxOccurs="32"/>
  </xs:sequence></xs:complexType>

  <xs:complexType name="MvfInstallation"><xs:sequence>
    <xs:element name="InstallationId" type="Id"/>
    <xs:group ref="Failure" minOccurs="0"/>
  </xs:sequence></xs:complexType>

  <xs:complexType name="MgfInstallation"><xs:sequence>
    <xs:element name="InstallationId" type="Id"/>
    <xs:element name="IMSI" type="IMSI"/>
    <xs:element name="IPAddress" type="IPAddress"/>
    <xs:element name="APN" type="APN"/>
  </xs:sequence></xs:complexType>

  <xs:complexType name="SealedShare"><xs:sequence>
    <xs:element name="Recipient" type="EUI64"/>
    <xs:element name="EphemeralKey" type="Base64"/>
    <xs:element name="WrappedKey" type="Base64"/>
    <xs:element name="CipherValue" type="Base64"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="EncryptedDevice"><xs:sequence>
    <xs:element name="DeviceId" type="EUI64"/>
    <xs:element name="DeviceType" type="DeviceType"/>
    <xs:element name="S1SPShare" type="SealedShare"/>
    <xs:element name="DCOShare" type="SealedShare"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="MefInstallation"><xs:sequence>
    <xs:element name="InstallationId" type="Id"/>
    <xs:element name="Device" type="EncryptedDevice" minOccurs="0" maxOccurs="32"/>
  </xs:sequence></xs:complexType>

  <xs:complexType name="ScfInstallation"><xs:sequence>
    <xs:element name="InstallationId" type="Id"/>
    <xs:element name="Outcome" type="Outcome"/>
    <xs:group ref="Failure" minOccurs="0"/>
    <xs:element name="RollbackRequired" type="TrueFalse" minOccurs="0"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="CofInstallation"><xs:sequence>
    <xs:element name="InstallationId" type="Id"/>
    <xs:element name="Outcome" type="Outcome"/>
    <xs:group ref="Failure" minOccurs="0"/>
  </xs:sequence></xs:complexType>

  <xs:complexType name="Test"><xs:sequence>
    <xs:element name="Step" type="StepNumber"/>
    <xs:element name="Result" type="TestResult"/>
    <xs:element name="At" type="Time"/>
  </xs:sequence></xs:complexType>
  <xs:complexType name="AuditInstallation"><xs:sequence>
    <xs:element name="InstallationId" type="Id"/>
    <xs:element name="Test" type="Test" minOccurs="0" maxOccurs="1000"/>
  </xs:sequence></xs:complexType>
${file('MigrationCommonFile', installations('McfInstallation'))}
${file('MigrationCommonValidationFile', installations('MvfInstallation'))}
${file('MigrationGroupFile', installations('MgfInstallation'))}
${file('MigrationGroupEncryptedFile', installations('MefInstallation'))}
${file('S1SPCommissioningFile', installations('ScfInstallation'))}
${file('CommissioningOutcomeFile', `<xs:element name="SECPartySignifier" type="Signifier"/>
        ${installations('CofInstallation')}`)}
${file('S1SPMigrationAuditFile', installations('AuditInstallation'))}
</xs:schema>
`;
